#!/bin/sh
# An agent for this flow: the provider of the rates is not there when it is asked for the first time.
# The step comes as JSON on stdin, and its main parts in the environment; the answer goes to stdout.
cat > /dev/null

case $MPLP_DESCRIPTION in
  "Fetch the rates"*)
    if [ "$MPLP_ATTEMPT" -lt 2 ]; then
      echo "the provider answers 503" >&2
      exit 1
    fi
    echo '{"rates": 31, "published": "2026-06-01T04:28:00Z"}'
    ;;
  *)
    echo '{"done": true}'
    ;;
esac
