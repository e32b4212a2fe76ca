package dev.onr.server.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Drops interim answers (1xx, RFC 9110 §15.2) before the client sees them. Vert.x knows 100 and 103
 * and takes any other for the final answer, so that a 102 would end the exchange and the real
 * answer would break the connection.
 *
 * <p>101 stays: nobody asked for an upgrade, and the call reports it as an invalid answer.
 */
final class InterimAnswerFilter extends ChannelInboundHandlerAdapter {
  private boolean dropping;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpResponse response) {
      int status = response.status().code();
      dropping = response.decoderResult().isSuccess() && status < 200 && status != 101;
    }
    if (!dropping || !(message instanceof HttpObject)) {
      context.fireChannelRead(message);
      return;
    }
    // An interim answer has no body; the decoder still closes it with an empty last content.
    if (message instanceof LastHttpContent) {
      dropping = false;
    }
    ReferenceCountUtil.release(message);
  }
}
