using ActorKube.Model.Refusals;
using ActorKube.Protocol.Containers;

namespace ActorKube.Node.Sessions;

/// <summary>
/// What is at the inner end of a session: a command that runs in a container, the program that is attached to, a connection to a port, or a log. Simulated or
/// real, it is driven by the session's actor, one call at a time, and acts on its <see cref="ISessionHost"/>.
/// </summary>
internal interface IContainerSession
{
    /// <summary>Begins.</summary>
    void Start(ISessionHost host);

    /// <summary>Bytes of standard input. They come within what the host grants, and <see cref="ISessionHost.Consumed"/> says when they are used up.</summary>
    void Input(ReadOnlyMemory<byte> bytes);

    /// <summary>Standard input has ended.</summary>
    void EndInput();

    /// <summary>The client's terminal has this many columns and rows.</summary>
    void Resize(int width, int height);

    /// <summary>There may be room for output again, the time that it asked for has passed, or somebody poked the host: go on.</summary>
    void Proceed();

    /// <summary>The container in which it runs has ended, and it with it.</summary>
    void ContainerEnded();

    /// <summary>The client is gone: end, whatever there is to end. Nothing is written any more.</summary>
    void Close();
}

/// <summary>What a session's inner end gets from the session's actor.</summary>
internal interface ISessionHost
{
    /// <summary>False while output waits for a slow client: write nothing, and go on when <see cref="IContainerSession.Proceed"/> is called.</summary>
    bool HasRoom { get; }

    /// <summary>The emulated time.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Sends bytes, which must not change afterwards. A stream that the client doesn't want swallows them.</summary>
    void Write(SessionStream stream, ReadOnlyMemory<byte> bytes);

    /// <summary>So many bytes of standard input were used up.</summary>
    void Consumed(int bytes);

    /// <summary>Have <see cref="IContainerSession.Proceed"/> called after this much emulated time; a later call replaces an earlier one.</summary>
    void WakeAfter(TimeSpan time);

    /// <summary>Have <see cref="IContainerSession.Proceed"/> called soon. The only member that any thread may call.</summary>
    void Poke();

    /// <summary>It is over, once everything written is sent.</summary>
    void Exit(int code);

    /// <summary>It has failed, which is said once everything written is sent.</summary>
    void Fail(Refusal refusal);
}
