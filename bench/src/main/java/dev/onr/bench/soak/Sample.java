package dev.onr.bench.soak;

/**
 * What the gateway's process holds at one moment, after a full collection.
 *
 * @param minute since the load began
 * @param sockets open ones, those that listen included
 * @param files open regular files, jars included
 * @param others other descriptors: pipes, epoll, devices
 * @param residentKb of the whole process
 * @param heapKb used after a full collection, under load
 * @param nativeKb direct buffers and what else was taken with Unsafe
 * @param underWay requests to upstreams, as {@code /admin/upstreams} says
 * @param sent requests since the load began
 * @param lines of the access log since then
 */
record Sample(
    long minute,
    int sockets,
    int files,
    int others,
    long threads,
    long residentKb,
    long heapKb,
    long nativeKb,
    long underWay,
    long sent,
    long lines) {
  static final String HEAD =
      """
      | minute | sockets | files | other descriptors | threads | resident MB | heap MB | direct MB | under way | sent | log lines |
      |---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\
      """;

  String row() {
    return "| %d | %d | %d | %d | %d | %.1f | %.1f | %.1f | %d | %d | %d |"
        .formatted(
            minute,
            sockets,
            files,
            others,
            threads,
            residentKb / 1024.0,
            heapKb / 1024.0,
            nativeKb / 1024.0,
            underWay,
            sent,
            lines);
  }
}
