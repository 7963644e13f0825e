using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;

namespace ActorKube.Protocol.Containers;

/// <summary>
/// The conversation between an API server and a node host about streams into and out of a container: logs, commands, attachments, ports. An actor at the
/// API server sends an <see cref="OpenSession"/> to <c>/user/node-host</c>; an actor at the node answers, and from then on the two speak to each other and
/// watch each other. Whoever stops ends the session.
/// <para>
/// Bytes have offsets within their stream, and a sender never goes beyond the limit that the receiver has granted, so buffers are bounded at both ends. Offsets
/// and limits are absolute: a message that a broken link swallowed is found out by the next <see cref="SessionData"/> or <see cref="SessionPosition"/>.
/// </para>
/// </summary>
public interface IContainerMessage;

/// <summary>Opens a session with a pod. Answered by <see cref="SessionOpened"/> or <see cref="SessionRefused"/>.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Uid">Its uid: another pod of that name isn't meant.</param>
/// <param name="Window">Bytes of each outgoing stream that the node may send before it is granted more.</param>
public abstract record OpenSession(ResourceKey Pod, string Uid, int Window) : IContainerMessage;

/// <summary>Opens a container's log; it comes as <see cref="SessionStream.Stdout"/>.</summary>
/// <param name="Pod">As in <see cref="OpenSession"/>.</param>
/// <param name="Uid">As in <see cref="OpenSession"/>.</param>
/// <param name="Window">As in <see cref="OpenSession"/>.</param>
/// <param name="Container">The container.</param>
/// <param name="Options">Which part of the log.</param>
public sealed record OpenLog(ResourceKey Pod, string Uid, int Window, string Container, LogOptions Options) : OpenSession(Pod, Uid, Window);

/// <summary>Which part of a log, in which form.</summary>
/// <param name="Previous">True for the run before the last restart.</param>
/// <param name="Follow">True to go on with new lines until the container ends.</param>
/// <param name="Timestamps">True for a time before each line.</param>
/// <param name="TailLines">At most so many lines from the end; null for all that is kept.</param>
/// <param name="SinceSeconds">Only lines that are at most so old, in emulated seconds.</param>
/// <param name="SinceTime">Only lines from then on, in emulated time.</param>
/// <param name="LimitBytes">At most so many bytes.</param>
/// <remarks>Source: PodLogOptions, https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#get-read-log-of-the-specified-pod.</remarks>
public sealed record LogOptions(
    bool Previous, bool Follow, bool Timestamps, long? TailLines, long? SinceSeconds, DateTimeOffset? SinceTime, long? LimitBytes);

/// <summary>Runs a command in a container.</summary>
/// <param name="Pod">As in <see cref="OpenSession"/>.</param>
/// <param name="Uid">As in <see cref="OpenSession"/>.</param>
/// <param name="Window">As in <see cref="OpenSession"/>.</param>
/// <param name="Container">The container.</param>
/// <param name="Command">The command and its arguments; no shell is implied.</param>
/// <param name="Streams">Which streams the client wants.</param>
public sealed record OpenExec(ResourceKey Pod, string Uid, int Window, string Container, ImmutableArray<string> Command, StandardStreams Streams)
    : OpenSession(Pod, Uid, Window);

/// <summary>Attaches to a container's running program.</summary>
/// <param name="Pod">As in <see cref="OpenSession"/>.</param>
/// <param name="Uid">As in <see cref="OpenSession"/>.</param>
/// <param name="Window">As in <see cref="OpenSession"/>.</param>
/// <param name="Container">The container.</param>
/// <param name="Streams">Which streams the client wants.</param>
public sealed record OpenAttach(ResourceKey Pod, string Uid, int Window, string Container, StandardStreams Streams) : OpenSession(Pod, Uid, Window);

/// <summary>Which streams a client wants of a command.</summary>
/// <param name="Stdin">True if it sends standard input.</param>
/// <param name="Stdout">True if it takes standard output.</param>
/// <param name="Stderr">True if it takes standard error.</param>
/// <param name="Tty">True for a terminal, which has no standard error of its own.</param>
public sealed record StandardStreams(bool Stdin, bool Stdout, bool Stderr, bool Tty);

/// <summary>Connects to a port of the pod: <see cref="SessionStream.Stdin"/> goes to it, <see cref="SessionStream.Stdout"/> comes from it.</summary>
/// <param name="Pod">As in <see cref="OpenSession"/>.</param>
/// <param name="Uid">As in <see cref="OpenSession"/>.</param>
/// <param name="Window">As in <see cref="OpenSession"/>.</param>
/// <param name="Port">The port.</param>
public sealed record OpenPort(ResourceKey Pod, string Uid, int Window, int Port) : OpenSession(Pod, Uid, Window);

/// <summary>The session is open; its sender is whom to talk to.</summary>
/// <param name="Window">Bytes of standard input that may be sent before more is granted.</param>
public sealed record SessionOpened(int Window) : IContainerMessage;

/// <summary>The session can't be had.</summary>
/// <param name="Refusal">Why, in upstream's words.</param>
public sealed record SessionRefused(Refusal Refusal) : IContainerMessage;

/// <summary>One of a session's streams.</summary>
public enum SessionStream
{
    /// <summary>From the client.</summary>
    Stdin,

    /// <summary>To the client.</summary>
    Stdout,

    /// <summary>To the client, apart from the output.</summary>
    Stderr,
}

/// <summary>Bytes of a stream, at most <see cref="WireContract.StreamChunkBytes"/>.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Offset">Bytes of the stream before these.</param>
/// <param name="Bytes">The bytes.</param>
public sealed record SessionData(SessionStream Stream, long Offset, ReadOnlyMemory<byte> Bytes) : IContainerMessage;

/// <summary>No more bytes follow in this stream; the others go on.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Offset">All bytes of the stream.</param>
public sealed record SessionDataEnded(SessionStream Stream, long Offset) : IContainerMessage;

/// <summary>The receiver takes bytes of a stream up to here.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Limit">Bytes since the stream's beginning.</param>
public sealed record SessionCredit(SessionStream Stream, long Limit) : IContainerMessage;

/// <summary>Sent now and then: how far a sender is with a stream. A receiver that has less has lost a message, and ends the session.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Offset">Bytes sent so far.</param>
public sealed record SessionPosition(SessionStream Stream, long Offset) : IContainerMessage;

/// <summary>The client's terminal has another size now.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public sealed record ResizeTerminal(int Width, int Height) : IContainerMessage;

/// <summary>Node to client: the session is over, and this is the last message.</summary>
/// <param name="ExitCode">Exit code of the command; 0 for whatever has none.</param>
/// <param name="Refusal">Set if there is no exit code, because something failed.</param>
/// <param name="StdoutOffset">All bytes of standard output.</param>
/// <param name="StderrOffset">All bytes of standard error.</param>
public sealed record SessionEnded(int ExitCode, Refusal? Refusal, long StdoutOffset, long StderrOffset) : IContainerMessage;
