using System.CommandLine;
using ActorKube.Demonstration;

namespace ActorKube.CommandLine;

/// <summary><c>actorkube demo</c>: start a cluster, apply an application, kill a worker, show the recovery, stop.</summary>
internal static class DemoCommand
{
    internal static Command Create()
    {
        var command = new Command("demo", "Starts a cluster, applies an application, kills a worker with SIGKILL, and shows the recovery as a timeline.");
        command.SetAction(async (_, cancellation) =>
        {
            using var stop = new StopSignals(cancellation);
            return await Demo.RunAsync(Console.Out, TimeProvider.System, stop.Token) ? ActorKubeCommand.Done : ActorKubeCommand.Failed;
        });
        return command;
    }
}
