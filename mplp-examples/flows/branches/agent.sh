#!/bin/sh
# An agent for this flow: one certificate is not in the register, so that the branch of the quality
# check fails at its first step.
# The step comes as JSON on stdin, and its main parts in the environment; the answer goes to stdout.
cat > /dev/null

if [ -n "$MPLP_UNDO" ]; then
  echo "undone: $MPLP_DESCRIPTION" >&2
  exit 0
fi

case $MPLP_DESCRIPTION in
  "Check the certificates"*)
    echo "certificate EN-60598-2-1 of 2024 is not in the register" >&2
    exit 1
    ;;
  *)
    printf '{"verdict": "good", "by": "%s"}\n' "$MPLP_ROLE"
    ;;
esac
