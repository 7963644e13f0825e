using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ActorKube.Node.Processes;

/// <summary>
/// Where the machine permits no process namespaces: finds the processes of a container by a variable in their environment, wherever they have gone, and has a watcher
/// of its own end them when the worker is gone.
/// </summary>
internal static class MarkedProcesses
{
    /// <summary>The variable.</summary>
    internal const string Variable = "ACTORKUBE_RUN";

    private const string Watcher = """
        trap '' INT TERM HUP
        cat > /dev/null
        while :; do
          found=
          for process in /proc/[0-9]*; do
            if tr '\0' '\n' < "$process/environ" 2> /dev/null | grep -q "^$1/"; then kill -KILL "${process#/proc/}" && found=yes; fi
          done
          [ -n "$found" ] || break
        done
        """;

    private static readonly string Worker = $"{Environment.MachineName}-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}-{Environment.TickCount64.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The variable's value in the processes of a run.</summary>
    internal static string MarkOf(string run) => $"{Worker}/{run}";

    /// <summary>Starts the watcher, whose input ends with this process.</summary>
    internal static async Task WatchAsync()
    {
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = "/" };
        foreach (var argument in new[] { "sh", "-c", Watcher, "actorkube-watcher", $"{Variable}={Worker}" })
            start.ArgumentList.Add(argument);
        await ProcessStarter.StartAsync(start).ConfigureAwait(false);
    }

    /// <summary>SIGKILL for everything of a run, until nothing is left.</summary>
    internal static void Kill(string run)
    {
        // A process shows no environment for the moment in which it becomes another program: nothing twice is nothing.
        for (var looksInVain = 0; looksInVain < 2;)
        {
            var found = Of(run).ToList();
            looksInVain = found.Count == 0 ? looksInVain + 1 : 0;
            foreach (var pid in found)
                Posix.Signal(pid, Posix.Sigkill);
        }
    }

    /// <summary>The processes of a run.</summary>
    internal static IEnumerable<int> Of(string run) => ProcessTable.WithVariable(Encoding.UTF8.GetBytes($"{Variable}={MarkOf(run)}\0"));
}
