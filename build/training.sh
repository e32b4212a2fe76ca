# Makes an AOT cache (JEP 514, 515): which classes a gateway loads, links and calls most, learned from one that works.

# Serves a few thousand requests of all kinds with the shipped providers and the flags it will run with, a demo being the vendor.
# The cache gets its name only when it is whole; without it the gateway only starts more slowly.
train() ( # java, options file, class path, directory of configuration, log, cache
  java=$1 options=$2 jars=$3 log=$5 fresh=$6.fresh
  work=$(mktemp -d)
  trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
  : >"$work/demo.log" >"$log"
  # The user's own settings are not for training.
  gateway=(env -i "PATH=$PATH" ONR_LISTEN=127.0.0.1:0 "$java" "@$options")
  "${gateway[@]}" -cp "$jars" dev.onr.server.Main --demo </dev/null >/dev/null 2>"$work/demo.log" 9>&- &
  demo=$(port_of $! "$work/demo.log") || exit 1
  write_configuration "$4" "$work" "$demo"
  "${gateway[@]}" "-XX:AOTCacheOutput=$fresh" -cp "$jars" dev.onr.server.Main -c "$work/onr.yaml" </dev/null >"$log" 2>&1 9>&- &
  trained=$!
  ask_everything "$(port_of "$trained" "$log")" "$work" || true
  kill -TERM "$trained" 2>/dev/null || true
  # The JVM writes the cache as its last deed, in a child that it waits for; a failed one may leave half of it.
  wait "$trained" || true
  if grep -q 'AOTCache creation is complete' "$log"; then
    mv "$fresh" "$6"
  else
    rm -f "$fresh"
    exit 1
  fi
)

# Prints where a gateway listens, once it does.
port_of() { # pid, log
  local port
  for _ in $(seq 200); do
    port=$(sed -n 's/.*listen_url=http:..127.0.0.1:\([0-9]*\).*/\1/p' "$2")
    [ -z "$port" ] || { echo "$port"; return; }
    kill -0 "$1" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

write_configuration() { # directory of configuration, directory to write to, port of the vendor
  local provider scheme
  # The vendor behind TLS answers without: that ends in an error, but most of TLS is needed before.
  { echo 'access_keys: [{name: training, value: training}]'
    echo 'providers:'
    for provider in openai anthropic gemini groq; do
      scheme=http
      [ "$provider" != groq ] || scheme=https
      echo "  $provider: { keys: [{name: training, value: demo, base_url_override: '$scheme://127.0.0.1:$3'}] }"
    done
  } >"$2/keys.yaml"
  { echo 'models:'
    for provider in openai anthropic gemini groq; do
      echo "  at-$provider: { providers: [{name: $provider, model: demo}] }"
    done
  } >"$2/models.yaml"
  cat >"$2/onr.yaml" <<SETTINGS
server: { pid_file: '$2/onr.pid' }
providers: { dir: '$1/onr.conf' }
keys: { file: '$2/keys.yaml' }
models: { file: '$2/models.yaml' }
logging: { access_log_path: '$2/access.log' }
SETTINGS
}

# Whole answers, streams, translations and mistakes, on connections side by side. No request waits for its turn's answer.
ask_everything() { # port, directory to write to
  local hello='"messages":[{"role":"user","content":"Hello"}]' contents='{"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}'
  local openai='"model":"at-openai"' anthropic='"model":"at-anthropic","max_tokens":99' whole streams
  whole=$(
    ask v1/chat/completions "{$openai,$hello}"
    ask v1/messages "{$openai,\"max_tokens\":99,$hello}"
    ask v1/messages "{$anthropic,$hello}"
    ask v1/responses "{$openai,\"input\":\"Hello\"}"
    ask v1/responses "{$anthropic,\"input\":\"Hello\"}"
    ask v1beta/models/at-gemini:generateContent "$contents"
    ask v1/embeddings "{$openai,\"input\":\"Hello\"}"
    ask v1/chat/completions "{\"model\":\"unknown\",$hello}"
    ask v1/chat/completions "{$openai,"
  )
  streams=$(
    ask v1/chat/completions "{$openai,\"stream\":true,$hello}"
    ask v1/messages "{$openai,\"max_tokens\":99,\"stream\":true,$hello}"
    ask v1/messages "{$anthropic,\"stream\":true,$hello}"
    ask v1/responses "{$openai,\"stream\":true,\"input\":\"Hello\"}"
    ask v1beta/models/at-gemini:streamGenerateContent?alt=sse "$contents"
    ask v1/chat/completions "{\"model\":\"at-groq\",$hello}"
  )
  for _ in $(seq 10); do echo "$whole"; done >"$2/requests"
  { echo "$streams"
    KEY=wrong ask v1/chat/completions "{$openai,$hello}" "Connection: close"
  } >>"$2/requests"
  local asking=()
  for _ in $(seq 16); do
    { exec 8<>"/dev/tcp/127.0.0.1/$1" && cat "$2/requests" >&8 && cat <&8 >/dev/null; } 2>/dev/null &
    asking+=($!)
  done
  for _ in $(seq 200); do
    kill -0 "${asking[@]}" 2>/dev/null || break
    sleep 0.1
  done
}

# Prints a request; the line end that separates it from the next is no part of its body.
ask() { # path, body, a further header
  printf 'POST /%s HTTP/1.1\r\nHost: onr\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n' "$1" "${KEY:-training}"
  printf '%s\r\nContent-Length: %d\r\n\r\n%s\r\n' "${3:-X-Training: yes}" "${#2}" "$2"
}
