using ActorKube.Model.Refusals;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Nodes;
using Akka.Actor;

namespace ActorKube.Palettes.Tests.Hosts;

/// <summary>Stands at <c>/user/node-host</c> and gives three lines of log; following gives one more and ends. Sessions are <see cref="PlayedSession"/>s.</summary>
internal sealed class FakeNodeHost : ReceiveActor
{
    public FakeNodeHost()
    {
        Receive<OpenSession>(open => Context.ActorOf(Props.Create<PlayedSession>(open, Sender)));
        Receive<ReadContainerLog>(OnRead);
    }

    private void OnRead(ReadContainerLog read)
    {
        if (read.Previous)
        {
            Sender.Tell(new ContainerLogRead(read.Id, [], true, new Refusal(
                RefusalReason.BadRequest, $"previous terminated container \"{read.Container}\" in pod \"{read.Pod.Name}\" not found")));
            return;
        }
        var lines = new[] { "one", "two", $"three of {read.Container}" }.TakeLast(read.TailLines ?? 3).Select(text => new LogLine(default, text));
        Sender.Tell(new ContainerLogRead(read.Id, [.. lines], !read.Follow, null));
        if (read.Follow)
            Sender.Tell(new ContainerLogRead(read.Id, [new LogLine(default, "four")], true, null));
    }
}
