using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Palettes.Contract;
using ActorKube.Palettes.Hosting;
using ActorKube.Palettes.Sessions;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Containers.Clients;
using Akka.Actor;
using Google.Protobuf;

namespace ActorKube.Palettes.Commands.Pods;

/// <summary>
/// A command that opens a session with a container and passes bytes between it and the client. Neither side is read faster than the other takes: the node
/// has what it was granted, the client what HTTP/2 lets it send.
/// </summary>
internal abstract class ContainerCommand : PodSession
{
    private readonly CommandContext _context;
    private IContainerConnection? _connection;

    protected ContainerCommand(CommandContext context) : base(context)
    {
        _context = context;
        Receive<SessionOpening>(OnOpening);
        Receive<SessionOutcome>(OnOutcome);
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    /// <summary>Opens a session; <see cref="Ended"/> gets how it ended.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="request">What is wanted, given the window.</param>
    /// <param name="whileAway">What it means for the operator if no process hosts the pod's node.</param>
    protected void Open(ApiObject pod, Func<int, OpenSession> request, string whileAway = "try again when it is back") => FindHost(pod, whileAway, (_, host) =>
    {
        var opening = new TaskCompletionSource<SessionOpening>(TaskCreationOptions.RunContinuationsAsynchronously);
        var patience = new SessionPatience(Services.Settings.ContainerOpenTimeout, Services.Settings.ContainerPulse);
        Context.ActorOf(Props.Create(typeof(ContainerSessionActor), host, request(Services.Settings.ContainerWindow), opening, patience));
        opening.Task.PipeTo(Self);
    });

    /// <summary>The session is over.</summary>
    protected abstract void Ended(SessionOutcome outcome);

    /// <summary>What the client gets of bytes that came: the bytes. Called for one part after the other, outside of the actor.</summary>
    protected virtual IEnumerable<OutputPart> Show(SessionPart part)
    {
        var bytes = UnsafeByteOperations.UnsafeWrap(part.Bytes);
        return [part.Stream == SessionStream.Stderr ? new() { Stderr = bytes } : new() { Stdout = bytes }];
    }

    /// <summary>What the client still gets after the last bytes; nothing.</summary>
    protected virtual IEnumerable<OutputPart> ShowRest() => [];

    private void OnOpening(SessionOpening opening)
    {
        if (opening.Connection is not { } connection)
        {
            Ended(new(0, opening.Refusal));
            return;
        }
        _connection = connection;
        var self = Self;
        // Warnings go before the first byte.
        WhenDrained(() => PassAsync(connection).PipeTo(self, failure: broken => new SessionOutcome(0, new(RefusalReason.InternalError, $"the session broke off: {broken.Message}"))));
    }

    private void OnOutcome(SessionOutcome outcome)
    {
        _ = _connection?.DisposeAsync();
        Ended(outcome);
    }

    private async Task<SessionOutcome> PassAsync(IContainerConnection connection)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_context.Cancelled);
        var feeding = FeedAsync(connection, over.Token);
        while (await connection.ReadAsync(_context.Cancelled) is { } part)
        {
            foreach (var shown in Show(part))
                await _context.Output.Parts.WriteAsync(shown, _context.Cancelled);
        }
        foreach (var shown in ShowRest())
            await _context.Output.Parts.WriteAsync(shown, _context.Cancelled);
        await over.CancelAsync();
        await feeding;
        return connection.Outcome;
    }

    private async Task FeedAsync(IContainerConnection connection, CancellationToken over)
    {
        try
        {
            if (_context.Incoming is null)
                return;
            await foreach (var input in _context.Incoming.ReadAllAsync(over))
                switch (input.PartCase)
                {
                    case Contract.Input.PartOneofCase.Stdin: await connection.WriteAsync(input.Stdin.Memory, over); break;
                    case Contract.Input.PartOneofCase.StdinEnded: connection.EndInput(); break;
                    case Contract.Input.PartOneofCase.Terminal: connection.Resize(input.Terminal.Columns, input.Terminal.Rows); break;
                }
        }
        catch (OperationCanceledException)
        {
            // The session is over.
        }
    }
}
