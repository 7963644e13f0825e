namespace ActorKube.Node.Processes;

/// <summary>
/// The shell scripts that put a container's process in its place. Each ends with an exchange: it says <c>ready PID</c>, waits for <c>go</c>, and becomes the program.
/// A worker that dies before its <c>go</c> leaves a pipe that ends, and by then the kernel has been asked to kill everything with the worker.
/// </summary>
internal static class LaunchScript
{
    internal const string Ready = "ready ";
    internal const string Go = "go\n";

    private const string Begin = """
        set -eu
        run=$1 name=$2 dir=$3 data=$4 tty=$5 mounts=$6
        shift 6
        read -r pid rest < /proc/self/stat

        """;

    private const string End = """

        if [ "$tty" = yes ]; then stty -echo; fi
        printf 'ready %s\n' "$pid"
        read -r word
        [ "$word" = go ]
        if [ "$tty" = yes ]; then stty echo; fi
        if [ "$tty" = no ]; then exec < /dev/null; fi
        exec "$@"
        """;

    /// <summary>
    /// A private view of the machine's file system: what is written goes to the run's folder. Other disks are there to read, the cluster's own data isn't. Where a volume
    /// is mounted is looked up within the view: links of the machine lead to the machine.
    /// </summary>
    internal const string Whole = Begin + """
        root=$run/root
        mount -t overlay overlay -o "lowerdir=/,upperdir=$run/upper,workdir=$run/work" "$root"
        while read -r device point type options; do
          case $type in ext*|xfs|btrfs|zfs|f2fs) [ "$point" = / ] || mount --bind -o ro "$point" "$root$point" || true ;; esac
        done < /proc/mounts
        mkdir -p "$root$data"
        mount -t tmpfs -o ro,size=4k tmpfs "$root$data"
        mount -t proc proc "$root/proc"
        mount --rbind -o ro /sys "$root/sys"
        mount -t tmpfs -o mode=755,size=64k tmpfs "$root/dev"
        for device in null zero full random urandom tty; do
          : > "$root/dev/$device"
          mount --bind "/dev/$device" "$root/dev/$device"
        done
        mkdir "$root/dev/pts" "$root/dev/shm"
        mount --bind /dev/pts "$root/dev/pts"
        mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
        ln -s pts/ptmx "$root/dev/ptmx"
        ln -s /proc/self/fd "$root/dev/fd"
        for stream in 0:stdin 1:stdout 2:stderr; do ln -s "/proc/self/fd/${stream%:*}" "$root/dev/${stream#*:}"; done
        while [ "$mounts" -gt 0 ]; do
          place=$root$(chroot "$root" readlink -m "$2")
          if [ -d "$1" ]; then mkdir -p "$place"; elif [ ! -e "$place" ]; then mkdir -p "${place%/*}"; : > "$place"; fi
          mount --bind "$1" "$place"
          [ "$3" = rw ] || mount -o remount,bind,ro "$place"
          shift 3
          mounts=$((mounts - 1))
        done
        printf '%s\n' "$name" > /proc/sys/kernel/hostname
        cd "$root"
        pivot_root . .
        umount -l .
        cd /
        mkdir -p "$dir"
        """ + End;

    /// <summary>The machine's own files, but for the table of processes.</summary>
    internal const string Processes = Begin + "mount -t proc proc /proc\nmkdir -p \"$dir\"" + End;

    /// <summary>Nothing but a session of its own.</summary>
    internal const string Session = Begin + "mkdir -p \"$dir\"" + End;
}
