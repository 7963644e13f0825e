using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Palettes.Contract;
using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Processes;
using ActorKube.Protocol.Processes;
using ActorKube.Protocol.Storage;
using Akka.Actor;
using Akka.Event;

namespace ActorKube.Palettes.Sessions;

/// <summary>
/// One run of one command. A session sends questions and says what to do with each answer; silence ends the command with a line that
/// says who doesn't answer. It ends with <see cref="Done"/> or <see cref="Fail"/>, or when its client is gone.
/// </summary>
internal abstract class CommandSession : ReceiveActor, IWithTimers
{
    private readonly CommandContext _context;
    private readonly Outlet _outlet;
    private readonly Dictionary<long, Action<object>> _continuations = [];
    private CancellationTokenRegistration _cancellation;
    private long _lastId;
    private bool _isEnding;

    protected CommandSession(CommandContext context)
    {
        _context = context;
        _outlet = new Outlet(context.Output.Parts, Self);
        Receive<Begin>(_ => Run());
        Receive<WritesAnswered>(answer => Continue(answer.Id, answer));
        Receive<ObjectRead>(answer => Continue(answer.Id, answer));
        Receive<ObjectsListed>(answer => Continue(answer.Id, answer));
        Receive<StoreDescribed>(answer => Continue(answer.Id, answer));
        Receive<MembersDescribed>(answer => Continue(answer.Id, answer));
        Receive<ActorsDescribed>(answer => Continue(answer.Id, answer));
        Receive<SilenceDue>(OnSilenceDue);
        Receive<Outlet.RoomMade>(_ => _outlet.OnRoomMade());
        Receive<ClientGone>(_ => OnClientGone());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected CommandInput Input => _context.Input;

    protected SessionServices Services => _context.Services;

    protected DateTimeOffset Now => Services.Time.GetUtcNow();

    /// <summary>Begins the command.</summary>
    protected abstract void Run();

    /// <summary>The client is gone: end what others do for this session.</summary>
    protected virtual void OnCancelled() { }

    protected override void PreStart()
    {
        var self = Self;
        _cancellation = _context.Cancelled.Register(() => self.Tell(ClientGone.Instance));
        Self.Tell(Begin.Instance);
    }

    protected override void PreRestart(Exception reason, object message) => PostStop();

    protected override void PostStop()
    {
        _cancellation.Dispose();
        _context.Output.Finish(1, $"the command broke off in process {Services.Identity.Name}; its log says why (log peek)");
    }

    // What the operator sees.

    protected void Table(params string[] columns) => _outlet.Write(new() { Table = new() { Columns = { columns } } });

    protected void Row(params IEnumerable<string> cells) => _outlet.Write(new() { Row = new() { Cells = { cells } } });

    protected void Line(string line) => _outlet.Write(new() { Line = line });

    protected void Warn(string line) => _outlet.Write(new() { Warning = line });

    /// <summary>Anything else that the contract has.</summary>
    protected void Write(OutputPart part) => _outlet.Write(part);

    /// <summary>Runs the action once the client has room for all that was written.</summary>
    protected void WhenDrained(Action then) => _outlet.WhenDrained(then);

    /// <summary>Lines of a log that goes on: a client that can't keep up loses the oldest ones.</summary>
    protected void Stream(ImmutableArray<string> lines)
    {
        foreach (var line in lines)
        {
            if (_outlet.Backlog >= Services.Settings.TailBacklog)
                _outlet.DropOldest();
            Line(line);
        }
    }

    protected void Done() => End(new Completed());

    protected void Fail(string error) => End(new Completed { ExitCode = 1, Error = error });

    /// <summary>Fails for one or many reasons: one is the error itself, many go before it, a line each.</summary>
    protected void FailWithAll(ImmutableArray<string> reasons, string consequence)
    {
        if (reasons.Length == 1)
        {
            Fail(consequence.Length == 0 ? reasons[0] : $"{reasons[0]}; {consequence}");
            return;
        }
        foreach (var reason in reasons)
            Warn(reason);
        Fail($"{consequence}: {reasons.Length} reasons");
    }

    /// <summary>Wrong usage that only the host can tell.</summary>
    protected void Misused(string error) => End(new Completed { ExitCode = 2, Error = error });

    /// <summary>The program that the command ran has ended, with whatever code.</summary>
    protected void ProgramEnded(int exitCode) => End(new Completed
    {
        ExitCode = exitCode, OfProgram = true, Error = exitCode == 0 ? "" : $"command terminated with exit code {exitCode}",
    });

    // Whom a session talks to.

    protected void Get(ResourceKey key, Action<ApiObject?> then) =>
        AskControlPlane<ObjectRead>(id => new GetObject(id, key), answer => then(answer.Object));

    protected void Submit(ImmutableArray<Write> writes, bool atomic, Action<WritesAnswered> then) =>
        AskControlPlane(id => new SubmitWrites(id, writes, atomic), then, "; whether the change was written is not known");

    /// <summary>All objects of a kind, page by page, as fast as the client takes what is made of them.</summary>
    protected void List(ResourceKind kind, string? @namespace, string selector, Action<ApiObject> each, Action then) =>
        ListAfter("", kind, @namespace, selector, each, then);

    protected void AskStore(Action<StoreDescribed> then) => AskControlPlane(id => new DescribeStore(id), then);

    protected void Members(Action<MembersDescribed> then) =>
        Ask(Services.Directory, id => new DescribeMembers(id), then, Services.Settings.ProcessTimeout * 2, "the process directory doesn't answer");

    /// <summary>The member that an option or argument names, or the process of this host for an empty name; an unknown name ends the command.</summary>
    protected void MemberNamed(string name, Action<ClusterMember> then) => Members(members =>
    {
        var wanted = name.Length == 0 ? Services.Identity.Name : name;
        if (members.Find(wanted) is { } found)
            then(found);
        else
            Fail(members.NoSuchProcess(wanted));
    });

    protected void Ask<TAnswer>(ICanTell whom, Func<long, object> question, Action<TAnswer> then, TimeSpan patience, string silence)
    {
        var id = ++_lastId;
        _continuations[id] = answer => then((TAnswer)answer);
        Timers.StartSingleTimer(id, new SilenceDue(id, silence), patience);
        whom.Tell(question(id), Self);
    }

    /// <summary>Marks a question as answered; for answers that come in several parts.</summary>
    protected long Expect(TimeSpan patience, string silence)
    {
        var id = ++_lastId;
        _continuations[id] = static _ => { };
        Timers.StartSingleTimer(id, new SilenceDue(id, silence), patience);
        return id;
    }

    /// <summary>Runs what an answer is for; an answer that comes twice or too late is ignored.</summary>
    protected void Continue(long id, object answer)
    {
        Timers.Cancel(id);
        if (_continuations.Remove(id, out var then) && !_isEnding)
            then(answer);
    }

    private void AskControlPlane<TAnswer>(Func<long, object> question, Action<TAnswer> then, string afterwards = "")
    {
        var patience = Services.Settings.ControlPlaneTimeout;
        Ask(Services.ControlPlane, question, then, patience,
            $"the control plane hasn't answered for {patience.TotalSeconds:0.#} s: see whether its process lives (cluster show) and try again{afterwards}");
    }

    private void ListAfter(string after, ResourceKind kind, string? @namespace, string selector, Action<ApiObject> each, Action then) =>
        AskControlPlane<ObjectsListed>(
            id => new ListObjects(id, kind, @namespace, selector, after, Services.Settings.PageSize),
            page =>
            {
                if (page.Refusal is { } refusal)
                {
                    Fail(refusal.Message);
                    return;
                }
                foreach (var item in page.Objects)
                    each(item);
                if (page.More && !page.Objects.IsEmpty)
                    _outlet.WhenDrained(() => ListAfter($"{page.Objects[^1].Key.Namespace}/{page.Objects[^1].Key.Name}", kind, @namespace, selector, each, then));
                else
                    then();
            });

    private void End(Completed completed)
    {
        if (_isEnding)
            return;
        _isEnding = true;
        _outlet.WhenDrained(() =>
        {
            _context.Output.Finish(completed);
            Context.Stop(Self);
        });
    }

    private void OnSilenceDue(SilenceDue due)
    {
        if (_continuations.Remove(due.Id))
            Fail(due.Error);
    }

    private void OnClientGone()
    {
        OnCancelled();
        _context.Output.Finish(1, $"process {Services.Identity.Name} stops");
        Context.Stop(Self);
    }

    private sealed record Begin : INoSerializationVerificationNeeded
    {
        public static readonly Begin Instance = new();
    }

    private sealed record ClientGone : INoSerializationVerificationNeeded
    {
        public static readonly ClientGone Instance = new();
    }

    private sealed record SilenceDue(long Id, string Error) : INoSerializationVerificationNeeded;
}
