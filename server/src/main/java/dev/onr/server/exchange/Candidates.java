package dev.onr.server.exchange;

import dev.onr.Rotation;
import dev.onr.credential.Caller;
import dev.onr.credential.UpstreamKey;
import dev.onr.server.Snapshot;
import dev.onr.server.channel.Channel;
import dev.onr.server.channel.Channels;
import dev.onr.steps.RequestRejected;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The channels with which one request may be tried, one after another: all keys of a provider, then
 * those of the next. A provider's keys only take a turn when the provider does.
 */
final class Candidates {
  private final Snapshot snapshot;
  private final Channels channels;
  private final Caller caller;
  private final Deque<Choice.Named> providers;
  private final Deque<Candidate> queue = new ArrayDeque<>();
  private final List<Candidate> seen = new ArrayList<>();

  Candidates(Snapshot snapshot, Channels channels, Caller caller, List<Choice.Named> providers) {
    this.snapshot = snapshot;
    this.channels = channels;
    this.caller = caller;
    this.providers = new ArrayDeque<>(providers);
  }

  /** A channel that is in use for this request. */
  record Begun(Candidate candidate, Channel.Use use) {}

  /**
   * The first one. Where all are out of use since they failed, one is asked all the same: it can't
   * get worse.
   *
   * @throws RequestRejected 503 {@code missing_upstream_key}: the operator has to add one
   * @throws AllCooling when every one was told to wait
   */
  Begun first() {
    String provider = providers.getFirst().provider();
    Optional<Begun> ready = next();
    if (ready.isPresent()) {
      return ready.get();
    }
    if (seen.isEmpty()) {
      throw new RequestRejected(
          503, "missing_upstream_key", "no upstream key for provider: " + provider);
    }
    Candidate best = null;
    AllCooling cooling = null;
    for (Candidate each : seen) {
      Channel.Report report = each.channel().report();
      if (report.state() != Channel.State.COOLING) {
        best = best == null ? each : best;
      } else if (cooling == null || report.remaining().compareTo(cooling.remaining()) < 0) {
        cooling = new AllCooling(report.status(), report.remaining());
      }
    }
    if (best == null) {
      throw cooling == null ? new AllCooling(503, Duration.ofSeconds(1)) : cooling;
    }
    return new Begun(best, best.channel().beginAnyway());
  }

  /** The next one that may be used. */
  Optional<Begun> next() {
    while (!areOver()) {
      if (queue.isEmpty()) {
        queue.addAll(keys(providers.removeFirst()));
      } else {
        Candidate candidate = queue.removeFirst();
        seen.add(candidate);
        Optional<Channel.Use> use = candidate.channel().begin();
        if (use.isPresent()) {
          return Optional.of(new Begun(candidate, use.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether there are none that were not looked at yet. */
  boolean areOver() {
    return queue.isEmpty() && providers.isEmpty();
  }

  /** Forgets the other keys of a provider that can't serve such requests. */
  void leave(String provider) {
    queue.removeIf(each -> each.provider().equals(provider));
  }

  /** Begins again with those that were tried. */
  void again() {
    if (areOver()) {
      queue.addAll(seen);
      seen.clear();
    }
  }

  private List<Candidate> keys(Choice.Named named) {
    String provider = named.provider();
    if (caller.upstreamKey().isPresent()) {
      UpstreamKey own = UpstreamKey.broughtByCaller(provider, caller.upstreamKey().get());
      return List.of(candidate(named, own, channels.ofCaller()));
    }
    List<UpstreamKey> keys = snapshot.keys().upstreamKeys(provider);
    if (keys.isEmpty()) {
      return List.of();
    }
    Rotation rotation = snapshot.keys().rotation(provider);
    int turn = snapshot.keyTurns().next(provider, rotation.length());
    List<Candidate> candidates = new ArrayList<>(keys.size());
    for (int index : rotation.from(turn)) {
      UpstreamKey key = keys.get(index);
      candidates.add(candidate(named, key, channels.of(key)));
    }
    return candidates;
  }

  private static Candidate candidate(Choice.Named named, UpstreamKey key, Channel channel) {
    return new Candidate(named.provider(), named.source(), named.model(), key, channel);
  }
}
