using ActorKube.Protocol.Containers;
using Akka.Actor;

namespace ActorKube.Palettes.Tests.Hosts;

/// <summary>Stands at <c>/user/node-host</c> and plays sessions with containers.</summary>
internal sealed class FakeNodeHost : ReceiveActor
{
    public FakeNodeHost() => Receive<OpenSession>(open => Context.ActorOf(Props.Create<PlayedSession>(open, Sender)));
}
