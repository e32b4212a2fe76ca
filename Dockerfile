# onr on a JVM of its own with just the modules it needs. First: build/package; then: docker build -t onr .
FROM eclipse-temurin:25-jdk AS jvm
COPY dist/target/onr-*.tar.gz /tmp/onr.tar.gz
RUN mkdir -p /opt/onr && tar -xzf /tmp/onr.tar.gz -C /opt/onr --strip-components=1
COPY build/jre /tmp/jre
RUN /tmp/jre /opt/onr/jre && /opt/onr/bin/onr-train

FROM debian:stable-slim
RUN useradd --system --uid 10001 --home-dir /etc/onr --shell /usr/sbin/nologin onr
COPY --from=jvm /opt/onr /opt/onr
USER onr
WORKDIR /etc/onr
ENV ONR_PID_FILE=/tmp/onr.pid ONR_LISTEN=:3300
EXPOSE 3300
# Process 1 is the JVM: docker kill -s HUP reloads, docker stop lets requests in flight finish.
ENTRYPOINT ["/opt/onr/bin/onr"]
CMD ["-c", "/etc/onr/onr.yaml"]
