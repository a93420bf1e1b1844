boot=$here/app$part/boot.py
run=$here/rt$part/mac/bin/python3
if ! "$run" -I -S -c pass >/dev/null 2>&1; then
    printf '%s\n' "@REFUSED@" >&2
    exit 1
fi
trap '' INT
exec "$run" -I -S -B -X utf8 -X as="$name" "$boot" "$@"
