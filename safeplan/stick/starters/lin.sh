rt=$here/rt$part/lin
lib=$here/lib$part/lin
boot=$here/app$part/boot.py
unset LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT LD_DEBUG LD_PROFILE LD_BIND_NOW GCONV_PATH LOCPATH MALLOC_TRACE

# A folder whose own name parts a list of folders is said from where the first program lies.
in=$rt/sys:$rt/lib:$lib
case $here in
    *[:\;]*) odd=1 in='$ORIGIN/sys:$ORIGIN/lib:$ORIGIN/../../'lib$part/lin ;;
    *) odd= ;;
esac
# The computer may not know how to run what lies here; its own way is tried then.
own=$rt/ld.exe
if ! "$own" --verify "$rt/python3" >/dev/null 2>&1; then
    in=$rt/lib:$lib
    own=@LOADER@
    if ! { [ -z "$odd" ] && [ -f "$own" ] && "$own" --inhibit-cache --library-path "$in" "$rt/python3" -I -S -c pass; } >/dev/null 2>&1; then
        own=
    fi
fi
if [ -z "$own" ]; then
    printf '%s\n' "@REFUSED@" >&2
    exit 1
fi
# Ctrl-C says nothing while all of it is loading.
trap '' INT
exec "$own" --inhibit-cache --library-path "$in" "$rt/python3" -I -S -B -X utf8 \
    -X by="$own" -X in="$in" -X as="$name" "$boot" "$@"
