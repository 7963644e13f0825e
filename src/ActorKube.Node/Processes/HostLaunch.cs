using System.Diagnostics;
using System.Globalization;

namespace ActorKube.Node.Processes;

/// <summary>How to start a real process: which programs put it in its place, and what it is itself.</summary>
/// <param name="Arguments">The whole command, from the first program that is started.</param>
/// <param name="IsTerminal">True if it runs in a terminal, whose output is all on standard output.</param>
/// <param name="Announces">True if it begins with the exchange of <see cref="LaunchScript"/>.</param>
internal sealed record HostLaunch(IReadOnlyList<string> Arguments, bool IsTerminal, bool Announces)
{
    private const string Path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static readonly string[] WithWorker = ["setpriv", "--pdeathsig", "KILL", "--"];

    /// <summary>What the operating system is asked for. The container's own environment is an argument: shells drop names that Kubernetes allows.</summary>
    internal ProcessStartInfo ToStartInfo()
    {
        var start = new ProcessStartInfo(Arguments[0])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/",
        };
        foreach (var argument in Arguments.Skip(1))
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        start.Environment["PATH"] = Path;
        start.Environment["SHELL"] = "/bin/sh";
        return start;
    }

    /// <summary>The first process of a container.</summary>
    internal static HostLaunch Container(Isolation isolation, RunFolder folder, IReadOnlyDictionary<string, string> environment, string directory, IReadOnlyList<string> command, bool tty, bool stdin)
    {
        var mounts = folder.Mounts.SelectMany(mount => new[] { mount.Source, mount.Path, mount.IsReadOnly ? "ro" : "rw" });
        IEnumerable<string> script =
        [
            "sh", "-c", isolation switch { Isolation.Whole => LaunchScript.Whole, Isolation.Processes => LaunchScript.Processes, _ => LaunchScript.Session },
            "actorkube", folder.Path, folder.Hostname, directory, folder.HiddenPath, tty ? "yes" : stdin ? "stdin" : "no",
            .. isolation == Isolation.Whole ? [folder.Mounts.Count.ToString(CultureInfo.InvariantCulture), .. mounts] : new[] { "0" },
            .. isolation == Isolation.Session ? [] : LeadingSession(tty), .. WithEnvironment(environment, directory, command),
        ];
        // A terminal's first process leads a session already.
        IEnumerable<string> fenced = isolation == Isolation.Session
            ? tty ? script : ["setsid", .. script]
            : ["unshare", .. Environment.IsPrivilegedProcess ? [] : new[] { "--user", "--map-root-user" }, "--fork", "--kill-child", "--pid", "--mount", "--uts", "--", .. script];
        return new([.. WithWorker, .. tty ? InTerminal(fenced) : fenced], tty, Announces: true);
    }

    /// <summary>A further command beside the first process of a container.</summary>
    internal static HostLaunch Command(Isolation isolation, int firstPid, IReadOnlyDictionary<string, string> environment, string directory, IReadOnlyList<string> command, bool tty)
    {
        var ownCommand = WithEnvironment(environment, directory, command);
        IEnumerable<string> inside = isolation == Isolation.Session
            ? tty ? ownCommand : ["setsid", "--wait", .. ownCommand]
            :
            [
                "nsenter", $"--target={firstPid.ToString(CultureInfo.InvariantCulture)}", .. Environment.IsPrivilegedProcess ? [] : new[] { "--user", "--preserve-credentials" },
                "--pid", "--mount", "--uts", "--root", "--", .. WithWorker, .. LeadingSession(tty), .. ownCommand,
            ];
        return new([.. WithWorker, .. tty ? InTerminal(inside) : inside], tty, Announces: false);
    }

    private static IEnumerable<string> WithEnvironment(IReadOnlyDictionary<string, string> environment, string directory, IReadOnlyList<string> command) =>
    [
        "env", "-i", "-C", directory, .. environment.Select(variable => $"{variable.Key}={variable.Value}"),
        // What has an equals sign in its name would pass for one more variable.
        .. command[0].Contains('=', StringComparison.Ordinal) ? ["sh", "-c", "exec \"$0\" \"$@\"", .. command] : command,
    ];

    /// <summary>
    /// A shell gives its terminal to one job or another, by numbers of processes: whoever leads the terminal's session must have a number where the shell runs. To take a
    /// terminal from another session needs a privilege.
    /// </summary>
    private static IEnumerable<string> LeadingSession(bool tty) => tty && Environment.IsPrivilegedProcess ? ["setsid", "--ctty", "--wait"] : [];

    private static IEnumerable<string> InTerminal(IEnumerable<string> command) =>
        ["script", "--quiet", "--return", "--flush", "--echo", "always", "--command", $"exec {string.Join(' ', WithWorker.Concat(command).Select(Quoted))}", "/dev/null"];

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
