#!/bin/sh
# Install the programs that tests look through: terminals, PDF readers, file systems, and a Windows
# (with it about 700 MB, 20 seconds). Only where this is root with apt; elsewhere the tests that
# need one are listed by name at the end of the run.
set -e
missing=""
for pair in tmux:tmux screen:screen strace:strace pdftotext:poppler-utils qpdf:qpdf file:file strings:binutils \
    mount.exfat-fuse:exfat-fuse mkfs.exfat:exfatprogs fusefat:fusefat busybox:busybox-static mkfs.vfat:dosfstools \
    wine:wine x86_64-w64-mingw32-gcc:gcc-mingw-w64-x86-64-win32 osslsigncode:osslsigncode; do
    command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair##*:}"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    # The list holds package names only, so splitting it into words is meant.
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi
