# A desk's sFTP server on this machine, to try the sFTP channel with: source this file, then run.
#
#     . docs/recipes/local-sshd.sh
#     make run
#
# It starts OpenSSH's sshd (Debian: apt-get install openssh-server) on 127.0.0.1 with fresh keys in a folder of its own,
# and sets RIS Matching's channel for this shell. The delivered files lie in $DESK/in; `kill "$DESK_PID"` ends it.
DESK=$(mktemp -d "${TMPDIR:-/tmp}/vroegsignaal-desk.XXXXXX")
DESK_PORT=${DESK_PORT:-2222}
mkdir "$DESK/in" "$DESK/feedback"
ssh-keygen -q -t ed25519 -N '' -f "$DESK/host_key"
ssh-keygen -q -t ed25519 -N '' -f "$DESK/our_key"
cp "$DESK/our_key.pub" "$DESK/authorized_keys"
cat > "$DESK/sshd_config" <<END
Port $DESK_PORT
ListenAddress 127.0.0.1
HostKey $DESK/host_key
AuthorizedKeysFile $DESK/authorized_keys
PidFile none
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
Subsystem sftp internal-sftp
ForceCommand internal-sftp
END
[ "$(id -u)" = 0 ] && mkdir -p -m 0755 /run/sshd
"$(PATH="$PATH:/usr/sbin:/usr/local/sbin:/sbin" command -v sshd)" -D -E "$DESK/sshd.log" -f "$DESK/sshd_config" &
DESK_PID=$!
export VROEGSIGNAAL_RIS_MATCHING__CHANNEL=sftp
export VROEGSIGNAAL_RIS_MATCHING__HOST=127.0.0.1
export VROEGSIGNAAL_RIS_MATCHING__PORT="$DESK_PORT"
export VROEGSIGNAAL_RIS_MATCHING__USER="$(id -un)"
export VROEGSIGNAAL_RIS_MATCHING__HOST_KEY="$(cut -d' ' -f1,2 "$DESK/host_key.pub")"
export VROEGSIGNAAL_RIS_MATCHING__KEY_FILE="$DESK/our_key"
export VROEGSIGNAAL_RIS_MATCHING__DIRECTORY="$DESK/in"
export VROEGSIGNAAL_RIS_MATCHING__FEEDBACK_DIRECTORY="$DESK/feedback"
echo "RIS Matching is now sshd on 127.0.0.1:$DESK_PORT (process $DESK_PID); what it receives lies in $DESK/in"
