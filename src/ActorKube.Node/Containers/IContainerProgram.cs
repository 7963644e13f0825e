using System.Collections.Immutable;
using ActorKube.Model.Refusals;
using ActorKube.Node.Processes;
using ActorKube.Node.Sessions;
using ActorKube.Protocol.Containers;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Containers.Serving;
using ActorKube.Rules.Pods;

namespace ActorKube.Node.Containers;

/// <summary>
/// What a container runs: the one place where a simulated program and a real one differ. Its calls come from the container's actor, one at a time,
/// and it answers through its <see cref="IProcessHost"/>; <see cref="Exec"/> and <see cref="Connect"/> come from the pod's actor while it runs.
/// </summary>
internal interface IContainerProgram
{
    /// <summary>Begins.</summary>
    void Start(IProcessHost host);

    /// <summary>The time that it asked for has passed, there is input, or there is room for output again.</summary>
    void Proceed();

    /// <summary>A signal other than SIGKILL: it may end by it, later, or never.</summary>
    void Signal(ProcessSignal signal);

    /// <summary>SIGKILL: it ends now.</summary>
    void Kill();

    /// <summary>Its terminal, if it has one, has this size now.</summary>
    void Resize(int columns, int rows);

    /// <summary>Its actor is gone: nothing of it may be left, whether it has ended or not.</summary>
    void Close();

    /// <summary>A further command in the same container; one that can't be started fails when the session begins, in a runtime's words.</summary>
    IContainerSession Exec(ImmutableArray<string> command, StandardStreams streams);

    /// <summary>A connection to a port of the container, whose both directions are the session's; null if nothing listens there.</summary>
    /// <param name="port">The port.</param>
    /// <param name="refused">What to say if that turns out only later.</param>
    /// <param name="client">The address that connects.</param>
    IContainerSession? Connect(int port, Refusal refused, string client = "127.0.0.1");

    /// <summary>True if all that it does over the network is known without asking for it.</summary>
    bool IsSimulated { get; }

    /// <summary>The ports at which something that is simulated listens. Any thread may ask.</summary>
    IEnumerable<int> Ports { get; }

    /// <summary>True if something that is simulated listens at a port. Any thread may ask.</summary>
    bool Listens(int port);

    /// <summary>What answers a request at a port; null if nothing that is simulated and speaks HTTP does. Any thread may ask.</summary>
    HttpReply? Respond(int port, HttpQuestion question);

    /// <summary>How an action over the network goes at this container; null if nothing here answers, or it must really be tried.</summary>
    /// <param name="action">The action, at the pod's address.</param>
    /// <param name="anyStatus">True if any HTTP status will do.</param>
    ActionOutcome? Answer(ContainerAction action, bool anyStatus);

    /// <summary>What it uses. Any thread may ask.</summary>
    /// <param name="now">The emulated time.</param>
    ContainerUsage Usage(DateTimeOffset now);

    /// <summary>What the program has left in the file for its last words, at most so many bytes; empty if nothing.</summary>
    string LastWords(string path, int most);
}
