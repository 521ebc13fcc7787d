#!/bin/sh
# A nightly run: update the lists, screen all customers, and let the exit code say what to do next.
#
#     examples/nightly.sh CUSTOMERS OUT_FOLDER [LIST]...
#
# Lists are ids of lists in the store, or paths. Without any, all lists in the store are updated and used.
# Exit codes: 0 no alert, 1 alerts to look at; any other: the run is not complete, and somebody has to look.
set -eu

customers=$1
folder=$2
shift 2
results="$folder/hits.jsonl"

if [ $# -eq 0 ]; then
    # A list that could not be fetched must not stop the screening: the store still has its last good edition.
    sanctionscreen lists update || echo "nightly: some lists were not updated; see above" >&2
fi
for list in "$@"; do set -- "$@" --lists "$list"; shift; done

# --resume goes on where a run that was killed got to, and begins anew where there is none.
code=0
sanctionscreen screen "$customers" -o "$results" --resume "$@" || code=$?
case $code in
    0) echo "nightly: no alert" ;;
    1) echo "nightly: alerts in $results" ;;
    *) echo "nightly: the run is not complete (exit code $code)" >&2 ;;
esac
exit $code
