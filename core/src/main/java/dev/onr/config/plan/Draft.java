package dev.onr.config.plan;

/** What the statements of a scope add up to, part by part, while they are compiled. */
final class Draft {
  final ProviderDraft provider = new ProviderDraft();
  final AuthDraft auth = new AuthDraft();
  final RequestDraft request = new RequestDraft();
  final ResponseDraft response = new ResponseDraft();
  final UsageDraft usage = new UsageDraft();
  final FinishDraft finish = new FinishDraft();
  final ModelsDraft models = new ModelsDraft();
  final BalanceDraft balance = new BalanceDraft();
}
