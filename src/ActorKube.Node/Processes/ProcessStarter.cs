using System.Collections.Concurrent;
using System.Diagnostics;

namespace ActorKube.Node.Processes;

/// <summary>
/// Starts processes from one thread that lasts as long as this process: what asks the kernel to be killed with its parent is killed with the
/// <em>thread</em> that made it, and the pool's threads come and go.
/// </summary>
internal static class ProcessStarter
{
    private static readonly BlockingCollection<Action> Wanted = [];

    static ProcessStarter() => new Thread(Work) { IsBackground = true, Name = "process-starter" }.Start();

    /// <summary>Starts a process.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It can't be started.</exception>
    internal static Task<Process> StartAsync(ProcessStartInfo wanted)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Wanted.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(wanted)!);
            }
            catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
            {
                started.SetException(fault);
            }
        });
        return started.Task;
    }

    private static void Work()
    {
        foreach (var start in Wanted.GetConsumingEnumerable())
            start();
    }
}
