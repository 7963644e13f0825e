using System.CommandLine;
using System.Diagnostics;
using ActorKube.Hosting;
using ActorKube.Launching;

namespace ActorKube.CommandLine;

/// <summary><c>actorkube up</c>: starts a cluster and stays with it, or with <c>--detach</c> leaves a launcher in the background.</summary>
internal static class UpCommand
{
    /// <summary>The last line that a launcher prints when all nodes are Ready; scripts wait for it.</summary>
    internal const string ReadyLine = "ready";

    internal static Command Create()
    {
        var options = new ClusterOptions();
        var detach = new Option<bool>("--detach") { Description = "Return once the cluster is ready, and leave it running." };
        var background = new Option<bool>("--background") { Hidden = true };
        var command = new Command("up", "Starts a cluster of processes on this machine.");
        options.AddTo(command);
        command.Options.Add(detach);
        command.Options.Add(background);
        command.SetAction((parsed, cancellation) =>
        {
            var plan = options.Read(parsed);
            if (plan.Store is { } store)
                StoreConnection.Check(store);
            var directory = new DataDirectory(parsed.GetValue(ClusterOptions.Data)!);
            MemberConfig.Check(plan, directory);
            return parsed.GetValue(detach)
                ? DetachAsync([.. parsed.Tokens.Select(token => token.Value).Where(token => token != "--detach"), "--background"], cancellation)
                : StayAsync(plan, directory, parsed.GetValue(background), cancellation);
        });
        return command;
    }

    private static async Task<int> StayAsync(ClusterPlan plan, DataDirectory directory, bool background, CancellationToken cancellation)
    {
        if (background)
            Posix.LeaveTerminal();
        using var stop = new StopSignals(cancellation);
        await using var launcher = Launcher.Start(plan, directory, detached: background, TimeProvider.System, Console.WriteLine);
        foreach (var process in launcher.Processes)
            Console.WriteLine(Line(process));
        try
        {
            await ReadyWait.ForAsync(launcher, plan, directory, stop.Token);
            Console.WriteLine(ReadyLine);
            await launcher.Ended.WaitAsync(stop.Token);
            await Console.Error.WriteLineAsync($"actorkube: every process has died; see {directory.Logs}");
            return ActorKubeCommand.Failed;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return ActorKubeCommand.Done;
        }
    }

    private static string Line(ProcessRecord process)
    {
        var api = process.ApiPort > 0 ? $"  api https://127.0.0.1:{process.ApiPort}" : "";
        return $"{process.Role,-14} {process.Name,-18} pid {process.Pid,-8} remote 127.0.0.1:{process.RemotePort,-6} pbm 127.0.0.1:{process.PbmPort}{api}";
    }

    /// <summary>Starts a launcher in the background, shows what it says until the cluster is ready, and leaves it.</summary>
    private static async Task<int> DetachAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var launcher = Process.Start(ProcessCommand.Of(arguments)) ?? throw new CommandFailedException("cannot start the launcher");
        launcher.StandardInput.Close();
        while (await launcher.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            Console.WriteLine(line);
            if (line == ReadyLine)
                return ActorKubeCommand.Done;
        }
        await Console.Error.WriteAsync(await launcher.StandardError.ReadToEndAsync(cancellation));
        await launcher.WaitForExitAsync(cancellation);
        return launcher.ExitCode;
    }
}
