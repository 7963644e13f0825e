using System.Net;
using System.Security.Cryptography;
using System.Text;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Model.Time;
using ActorKube.Node.Configuration;
using ActorKube.Node.Containers;
using ActorKube.Node.Logs;
using ActorKube.Node.Network;
using ActorKube.Node.Nodes;
using ActorKube.Node.Pods.Actions;
using ActorKube.Node.Processes;
using ActorKube.Node.Sessions;
using ActorKube.Node.Timing;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Nodes;
using ActorKube.Rules.Containers;
using ActorKube.Rules.Containers.Serving;
using ActorKube.Rules.Images;
using ActorKube.Rules.Pods;
using ActorKube.Rules.Pods.Probing;
using ActorKube.Rules.Volumes;
using Akka.Actor;
using Akka.Event;

namespace ActorKube.Node.Pods;

/// <summary>
/// One pod: the parent of its containers. It asks <see cref="PodSync"/> what to do after everything that happens, does it, and says its status.
/// </summary>
internal sealed class PodActor : UntypedActor, IPodConfigurationOwner, IPodImagesOwner
{
    /// <summary>Exit code of a container whose actor crashed: 128 + SIGABRT.</summary>
    private const int Crashed = 134;

    private readonly NodeIdentity _node;
    private readonly NodeHostSettings _settings;
    private readonly EmulatedTimeProvider _time;
    private readonly string _address;
    private readonly ContainerRuntimes _runtimes;
    private readonly PodLogs _logs;
    private readonly RunningContainers _running;
    private readonly PodImages _images;
    private readonly PodActionRunner _actions;
    private readonly PodNetwork _network;
    private readonly PodConfiguration _configuration;
    private readonly PodPorts _ports;
    private readonly Alarm _lookAgain;
    private readonly PodStatus? _lastStatus;
    private PodSpec _spec;
    private PodState _state;
    private PodStatus? _status;
    private PodState? _saidOf;
    private IPodSandbox? _sandbox;
    private TimeSpan _sandboxBackoff;
    private DateTimeOffset _sandboxNotBefore;
    private bool _ended;
    private bool _syncing;
    private bool _again;

    public PodActor(ApiObject pod, PodStatus? lastStatus, NodeIdentity node, string address, RunningContainers running, ContainerRuntimes runtimes, NodeHostSettings settings, EmulatedTimeProvider time)
    {
        (_node, _address, _running, _runtimes, _settings, _time, _lastStatus) = (node, address, running, runtimes, settings, time, lastStatus);
        _spec = PodSpec.Of(pod);
        var (self, clock) = (Self, AlarmClock.Of(Context.System));
        _lookAgain = new(clock, self, LookAgainDue.Instance);
        _configuration = new PodConfiguration(settings, time, this);
        _images = new PodImages(settings, this);
        _network = new(address, _spec.Hostname, time) { Changed = () => self.Tell(PortsChanged.Instance) };
        _ports = new(address, node.Address, SocketBudget.Of(Context.System), self);
        _state = lastStatus is null ? PodState.New(_spec, Now) : LostPod.Recover(_spec, lastStatus, Now) with { PodIP = "" };
        _logs = new PodLogs(_spec, runtimes.Logs);
        _actions = new(_running, address, time, clock, self);
    }

    public DateTimeOffset Now => _time.GetUtcNow();

    protected override void PreStart()
    {
        _configuration.Follow();
        Sync();
    }

    protected override void PostStop()
    {
        _lookAgain.Cancel();
        _ports.Close();
        _logs.End();
        _sandbox?.Remove();
    }

    /// <summary>A container whose actor fails has crashed; whether it runs again is the restart policy's business.</summary>
    protected override SupervisorStrategy SupervisorStrategy()
    {
        var self = Self;
        return new StopAndReport(container => self.Tell(new ContainerFailed(container)));
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case LookAgainDue:
                Sync();
                break;
            case IImageMessage image:
                _images.Take(image);
                break;
            case ContainerExited exited:
                OnExited(exited);
                break;
            case UpdatePod update:
                OnUpdate(update.Pod);
                break;
            case EvictPod evict:
                Evict(evict.Message);
                break;
            case StopPod stop:
                OnStop(stop);
                break;
            case IActionMessage action:
                _actions.Take(action);
                break;
            case IConfigurationMessage configuration:
                _configuration.Take(configuration);
                break;
            case PortsChanged:
                KeepPorts();
                break;
            case ConnectionCame came:
                OnConnection(came);
                break;
            case RepeatStatus:
                Say(_status);
                break;
            case PodSessionRequest wanted:
                OnSessionRequest(wanted);
                break;
            case ContainerFailed failed:
                OnFailed(failed);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Sync()
    {
        if (_syncing)
        {
            // Something that was decided has ended at once: there is another turn after this one.
            _again = true;
            return;
        }
        if (_sandbox is null && !_state.IsStopping)
            TrySandbox();
        if (_sandbox is null && !_state.IsStopping)
        {
            SayIfChanged();
            return;
        }
        _syncing = true;
        do
        {
            _again = false;
            var decided = PodSync.Decide(_spec, _state, Now);
            _state = decided.State;
            if (_state.IsStopping)
                CallOffStarts();
            foreach (var step in decided.Steps)
                Carry(step);
            if (decided.LookAgain is { } due)
                _lookAgain.Set(_time.ToReal(Longer(due - Now, TimeSpan.Zero)));
        }
        while (_again);
        _syncing = false;
        SayIfChanged();
        if (_state is { Ending.IsDeleted: true, IsQuiet: true } && !_ended)
        {
            _ended = true;
            Context.Parent.Tell(new PodEnded(_spec.Object.Metadata.Uid));
        }
    }

    /// <summary>What the node has no sandbox for is tried again with back-off, and said each time: its runtime class may come.</summary>
    private void TrySandbox()
    {
        if (_sandboxNotBefore > Now || (_spec.RuntimeClassName.Length > 0 && !_configuration.IsKnown))
            return;
        var self = Self;
        (_sandbox, var fault) = _runtimes.SandboxFor(_spec, _configuration.Objects, _network, _address, () => self.Tell(VolumePassed.Instance));
        if (_sandbox is not null)
        {
            _state = _state with { PodIP = _address };
            foreach (var notice in _sandbox.Notices)
                Notice(null, notice.IsWarning, notice.Reason, notice.Message);
            return;
        }
        _sandboxBackoff = _sandboxBackoff == TimeSpan.Zero ? _settings.ImageBackoffInitial : Shorter(_sandboxBackoff * 2, _settings.ImageBackoffMax);
        _sandboxNotBefore = Now + _sandboxBackoff;
        Notice(null, warning: true, "FailedCreatePodSandBox", $"Failed to create pod sandbox: {fault}");
        _lookAgain.Set(_time.ToReal(_sandboxBackoff));
    }

    private void Carry(PodAction step)
    {
        switch (step)
        {
            case PodAction.Start(var name):
                Begin(name);
                break;
            case PodAction.Terminate(var name):
                _running.Find(name)?.Actor.Tell(SignalContainer.Terminate);
                break;
            case PodAction.Kill(var name):
                _running.Find(name)?.Actor.Tell(new KillContainer());
                break;
            case PodAction.PostStart(var name, var hook):
                _actions.Begin(name, hook, timeout: null, isHook: true, outcome => OnHookEnded(name, "PostStart", outcome));
                break;
            case PodAction.PreStop(var name, var hook):
                _actions.Begin(name, hook, timeout: null, isHook: true, outcome => OnHookEnded(name, "PreStop", outcome));
                break;
            case PodAction.Try(var name, var probe, var due):
                ProbeMetrics.Lateness.Record((Now - due).TotalSeconds);
                _actions.Begin(name, probe.Action, probe.Timeout, isHook: false, outcome => OnProbed(name, probe.Kind, outcome));
                break;
            case PodAction.Notice(var name, var warning, var reason, var message):
                Notice(name is null ? null : SpecOf(name), warning, reason, message);
                break;
        }
    }

    private void OnHookEnded(string name, string hook, ActionOutcome outcome)
    {
        if (outcome.Result != ActionResult.Success)
            Notice(SpecOf(name), warning: true, $"Failed{hook}Hook", hook == "PostStart" ? "PostStartHook failed" : "PreStopHook failed");
        _state = hook == "PostStart" ? PodTransitions.PostStartEnded(_state, name, outcome) : PodTransitions.PreStopEnded(_state, name);
        Sync();
    }

    private void OnProbed(string name, ProbeKind kind, ActionOutcome outcome)
    {
        if (ProbeRules.EventOf(kind, outcome) is { } notice)
            Notice(SpecOf(name), warning: true, "Unhealthy", notice);
        _state = PodTransitions.Probed(_state, name, kind, outcome);
        Sync();
    }

    /// <summary>The first half of a start: the volumes must be mounted, the configuration must make sense, and the image must be on the node.</summary>
    private void Begin(string name)
    {
        if (!_configuration.Admits(name))
            return;
        var container = SpecOf(name);
        if (_sandbox!.FaultOf(container) is { } fault)
        {
            Fail(name, fault.Reason, fault.Message, Now + _settings.ImageBackoffInitial);
            Notice(container, warning: true, "Failed", $"Error: {fault.Message}");
            return;
        }
        if (!_sandbox.NeedsImages)
        {
            Run(container);
            Sync();
            return;
        }
        _images.Want(name);
    }

    private void Run(ContainerSpec container)
    {
        var environment = EnvironmentOf(container);
        if ((environment.Fault ?? _sandbox!.Volumes.FaultOf(container.Model, environment)) is { } wrong)
        {
            Notice(container, warning: true, "Failed", $"Error: {wrong}");
            Fail(container.Name, PodTransitions.ConfigurationFault, wrong, Now + _settings.ImageBackoffInitial);
            return;
        }
        if (_state.IsStopping)
        {
            _state = PodTransitions.CalledOff(_state, container.Name);
            return;
        }
        _state = PodTransitions.Started(_state, container, $"actorkube://{Hash($"{_spec.Object.Metadata.Uid}/{container.Name}/{Now.Ticks}")}", Now);
        var run = _state.Containers[container.Name] with { ImageId = _sandbox!.NeedsImages ? container.ImageId : "" };
        _state = _state.With(run);
        var stdio = new ContainerStdio(_logs.Begin(container.Name, run.RestartCount), container.Model.Stdin == true, container.Model.StdinOnce == true, _time);
        IActorRef actor = ActorRefs.Nobody;
        var (program, notice, fault) = _sandbox!.Make(container, environment, run.RestartCount, signal => actor.Tell(new SignalContainer(signal)));
        if (notice is not null)
            Notice(container, notice.IsWarning, notice.Reason, notice.Message);
        Notice(container, warning: false, "Created", $"Created container: {container.Name}");
        if (program is null)
        {
            stdio.End(fault!.ExitCode);
            Notice(container, warning: true, "Failed", $"Error: {fault.Message}");
            OnRunEnded(container.Name, fault.ExitCode, fault.Reason, fault.Message);
            return;
        }
        actor = Context.ActorOf(LightMailbox.PropsOf(typeof(ContainerActor), container.Name, program, stdio, _time), $"{container.Name}-{run.RestartCount}");
        _running.Add(new(container.Name, actor, program, stdio, container.RequestedMemory));
        KnowPrograms();
        Notice(container, warning: false, "Started", $"Started container {container.Name}");
    }

    private void OnExited(ContainerExited exited)
    {
        var (name, code, reason, message) = exited;
        if (_running.Remove(name) is not { } container)
            return;
        Context.Stop(container.Actor);
        container.Stdio.End(code);
        _actions.Ended(container);
        KnowPrograms();
        if (message.Length > 0)
            Notice(SpecOf(name), warning: true, "Failed", $"Error: {message}");
        OnRunEnded(name, code, reason, message.Length > 0 ? message : TerminationMessage.Of(SpecOf(name).Model, code, container.Program.LastWords, _logs.Of(name).TextOfTail));
    }

    private void OnRunEnded(string name, int code, string? reason, string message)
    {
        _state = PodTransitions.Ended(_state, name, code, Now, reason, message);
        Sync();
        if (_state.Containers[name].WaitingReason == CrashBackoff.Reason)
            Notice(SpecOf(name), warning: true, "BackOff", $"Back-off restarting failed container {name} in pod {_spec.FullName}");
    }

    private void KnowPrograms()
    {
        _network.Knows(_running.All.Select(each => each.Program));
        KeepPorts();
    }

    private void KeepPorts()
    {
        if (_ports.Keep(_network.Ports, _spec.Object.Pod.HostPorts) is { } complaint)
            Notice(null, warning: true, "PortNotOpened", complaint);
    }

    private void OnConnection(ConnectionCame came)
    {
        var program = _running.All.Select(container => container.Program).FirstOrDefault(program => program.Listens(came.Port));
        var session = program?.Connect(came.Port, new(RefusalReason.InternalError, "connection refused"), (came.Socket.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "");
        if (session is not null)
            Context.ActorOf(Props.Create(typeof(ConnectionActor), came.Socket, session, SocketBudget.Of(Context.System), _time));
        else
            _ports.Refuse(came);
    }

    private void OnFailed(ContainerFailed failed)
    {
        if (Array.Find(_running.All, container => container.Actor.Equals(failed.Container)) is { } crashed)
            OnExited(new(crashed.Name, Crashed));
    }

    private void OnUpdate(ApiObject pod)
    {
        var before = _spec;
        _spec = _spec.Updated(pod);
        _running.Pod = pod;
        _configuration.PodChanged(before);
        if (!_spec.Template.ReadinessGates.IsEmpty)
        {
            _saidOf = null;
            SayIfChanged();
        }
        if (before.Containers == _spec.Containers)
            return;
        _state = PodTransitions.SpecChanged(_state, before, _spec);
        _logs.Know(_spec);
        Sync();
    }

    private void OnStop(StopPod stop)
    {
        _state = PodTransitions.Deleted(_state, TimeSpan.FromSeconds(stop.GraceSeconds), Now);
        Sync();
    }

    private void CallOffStarts()
    {
        foreach (var starting in _state.Containers.Values.Where(container => container.IsStarting && _running.Find(container.Name) is null).ToList())
            _state = PodTransitions.CalledOff(_state, starting.Name);
    }

    private void OnSessionRequest(PodSessionRequest wanted)
    {
        var (session, refusal) = PodSessions.Open(wanted.Request, _spec, _state, _logs, _running);
        if (session is null)
            wanted.Client.Tell(new SessionRefused(refusal!));
        else
            Context.Parent.Tell(session with { Client = wanted.Client, Window = wanted.Request.Window });
    }

    private void Fail(string name, string reason, string message, DateTimeOffset? tryAgain)
    {
        _state = PodTransitions.StartFailed(_state, name, reason, message, tryAgain);
        Sync();
    }

    private void SayIfChanged()
    {
        // Probes that find what they found before change nothing that is shown.
        if (_saidOf is { } said && ReferenceEquals(said.Containers, _state.Containers) && said.Ending == _state.Ending)
            return;
        _saidOf = _state;
        var status = PodStatusRules.Build(_spec, _state, _node.Address, _status ?? _lastStatus, Now);
        if (status.Equals(_status))
            return;
        _status = status;
        Say(status);
    }

    private void Say(PodStatus? status)
    {
        if (status is not null)
            Context.Parent.Tell(new PodStatusChanged(_spec.Object.Metadata.Uid, status));
    }

    private void Notice(ContainerSpec? container, bool warning, string reason, string message) => Context.Parent.Tell(new PodNoticed(
        _spec.Object, warning, reason, message, container is null ? "" : container.Role switch
        {
            ContainerRole.Main => $"spec.containers{{{container.Name}}}",
            ContainerRole.Ephemeral => $"spec.ephemeralContainers{{{container.Name}}}",
            _ => $"spec.initContainers{{{container.Name}}}",
        }));

    private ContainerSpec SpecOf(string name) => _spec.Container(name);

    private ContainerEnvironment EnvironmentOf(ContainerSpec container) => new(container.Model, _spec, Place, _configuration.Objects);

    public PodSpec Spec => _spec;

    public Alarm AlarmFor(object message) => new(AlarmClock.Of(Context.System), Self, message);

    public IPodVolumes? Volumes => _sandbox?.Volumes;

    public PodPlace Place => new(_node.Name, _node.Address, _state.PodIP, _node.Capacity);

    public void Follow(FollowObjects follow) => Context.Parent.Tell(follow);

    public void NoticeMount(string message) => Notice(null, warning: true, VolumeFault.Reason, message);

    public ConfigurationSnapshot Objects => _configuration.Objects;

    public bool IsWanted(string container) => _state.Containers.TryGetValue(container, out var known) && known.IsStarting && _running.Find(container) is null;

    public void Ask(PullImage pull) => Context.Parent.Tell(pull);

    public void Notice(string? container, PullNotice notice) => Notice(container is null ? null : SpecOf(container), notice.IsWarning, notice.Reason, notice.Message);

    public void ImageFailed(string container, PullFailure failure) => Fail(container, failure.Reason, failure.Message, failure.TryAgain);

    public void ImageReady(string container)
    {
        Run(SpecOf(container));
        Sync();
    }

    public void BeginAgain(string container)
    {
        if (IsWanted(container))
            Begin(container);
        Sync();
    }

    public void ConfigurationChanged()
    {
        _state = PodTransitions.ConfigurationChanged(_state, Now);
        Sync();
    }

    public void Evict(string message)
    {
        if (_state.IsStopping)
            return;
        Notice(null, warning: true, EmptyDirRules.Evicted, message);
        _state = PodTransitions.Failing(_state, new(EmptyDirRules.Evicted, message), EmptyDirRules.Grace, Now);
        Sync();
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed record PortsChanged : ILocalMessage
    {
        internal static readonly PortsChanged Instance = new();
    }

    private sealed record ContainerFailed(IActorRef Container) : ILocalMessage;

    private sealed record LookAgainDue : ILocalMessage, IDeadLetterSuppression
    {
        internal static readonly LookAgainDue Instance = new();
    }
}
