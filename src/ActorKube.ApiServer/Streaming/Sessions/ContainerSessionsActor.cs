using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Containers.Clients;
using Akka.Actor;

namespace ActorKube.ApiServer.Streaming.Sessions;

/// <summary>Parent of the sessions with containers that requests have open. Name it <c>container-sessions</c>.</summary>
public sealed class ContainerSessionsActor : ReceiveActor
{
    private readonly SessionPatience _patience;

    private ContainerSessionsActor(ContainerGateway gateway)
    {
        _patience = new(gateway.Settings.OpenTimeout, gateway.Settings.SessionPulse);
        Receive<OpenForClient>(OnOpen);
        gateway.Open(Self);
    }

    /// <summary>The actor's props.</summary>
    /// <param name="gateway">The gateway that this actor opens and serves.</param>
    public static Props Props(ContainerGateway gateway) => Akka.Actor.Props.CreateBy(new Producer(gateway));

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void OnOpen(OpenForClient open)
    {
        var host = Context.ActorSelection($"{open.HostAddress}/user/node-host");
        Context.ActorOf(Akka.Actor.Props.Create(typeof(ContainerSessionActor), host, open.Request, open.Opening, _patience));
    }

    /// <summary>From a request: open a session with the node host of the process at that address.</summary>
    internal sealed record OpenForClient(string HostAddress, OpenSession Request, TaskCompletionSource<SessionOpening> Opening) : INoSerializationVerificationNeeded;

    private sealed class Producer(ContainerGateway gateway) : IIndirectActorProducer
    {
        public Type ActorType => typeof(ContainerSessionsActor);

        public ActorBase Produce() => new ContainerSessionsActor(gateway);

        public void Release(ActorBase actor)
        {
        }
    }
}
