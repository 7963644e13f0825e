using ActorKube.Node.Nodes;
using ActorKube.Protocol.Containers;
using Akka.Actor;

namespace ActorKube.Node.Sessions;

/// <summary>Host to pod: somebody wants to get in. What can't be opened is refused to the client at once.</summary>
internal sealed record PodSessionRequest(OpenSession Request, IActorRef Client) : ILocalMessage;

/// <summary>Pod to runtime: run this session, which may outlive the pod until its last output is sent.</summary>
/// <param name="Session">The inner end.</param>
/// <param name="Wanted">The streams that the client wants.</param>
/// <param name="Container">The container with which it ends; null if it ends by itself.</param>
internal sealed record StartSession(IContainerSession Session, StandardStreams Wanted, IActorRef? Container = null) : ILocalMessage
{
    /// <summary>The streams of a session that only reads.</summary>
    internal static readonly StandardStreams OutputOnly = new(Stdin: false, Stdout: true, Stderr: false, Tty: false);

    /// <summary>The streams of a connection.</summary>
    internal static readonly StandardStreams BothWays = new(Stdin: true, Stdout: true, Stderr: false, Tty: false);

    /// <summary>The actor at the API server.</summary>
    internal IActorRef Client { get; init; } = ActorRefs.Nobody;

    /// <summary>Bytes of each stream that the client takes at first.</summary>
    internal int Window { get; init; }
}
