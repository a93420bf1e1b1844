#!/bin/sh
case $0 in
    */*) here=${0%/*} ;;
    *) here=. ;;
esac
here=$(CDPATH= cd -- "${here:-/}" && pwd) || exit 1
name=${0##*/}
name=${name%.*}
for part in "" 2; do
    if [ -f "$here/app$part/boot.py" ]; then
        . "$here/app$part/@STARTER@"
        exit 1
    fi
done
printf '%s\n' "@INCOMPLETE@" >&2
exit 1
