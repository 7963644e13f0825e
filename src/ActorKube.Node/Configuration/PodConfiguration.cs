using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Model.Time;
using ActorKube.Node.Pods;
using ActorKube.Node.Timing;
using ActorKube.Rules.Pods;
using ActorKube.Rules.Volumes;
using Akka.Actor;
using Akka.Event;

namespace ActorKube.Node.Configuration;

/// <summary>
/// What a pod's containers need before they can be made: the objects that the pod names, and its volumes. Belongs to the pod's actor. A container that can't be
/// begun yet waits here until it can.
/// </summary>
internal sealed class PodConfiguration
{
    private readonly NodeHostSettings _settings;
    private readonly EmulatedTimeProvider _time;
    private readonly IPodConfigurationOwner _owner;
    private HashSet<string>? _waiting;
    private Alarm? _mount;
    private Alarm? _eviction;
    private ImmutableHashSet<ResourceKey> _keys = [];
    private TimeSpan _backoff;

    internal PodConfiguration(NodeHostSettings settings, EmulatedTimeProvider time, IPodConfigurationOwner owner) =>
        (_settings, _time, _owner) = (settings, time, owner);

    /// <summary>The objects that the pod names, as far as they are known and there.</summary>
    internal ConfigurationSnapshot Objects { get; private set; } = ConfigurationSnapshot.Empty;

    /// <summary>True if everything that the pod names is known, there or not.</summary>
    internal bool IsKnown { get; private set; } = true;

    /// <summary>Asks for what the pod names, unless that is asked for already. Most pods name nothing, and this costs them nothing.</summary>
    internal void Follow()
    {
        var keys = PodReferences.Of(_owner.Spec, Objects);
        if (keys.SetEquals(_keys))
            return;
        (_keys, IsKnown) = (keys, keys.IsEmpty);
        _owner.Follow(new FollowObjects(keys));
    }

    /// <summary>True if the pod's containers can be made; if not, the container waits, and its owner begins it again later.</summary>
    internal bool Admits(string container)
    {
        if (IsKnown && _mount is not { IsSet: true } && Mount())
            return true;
        (_waiting ??= []).Add(container);
        return false;
    }

    /// <summary>The pod's object has changed: its labels and annotations may be files.</summary>
    internal void PodChanged(PodSpec before)
    {
        Follow();
        var (was, now) = (before.Object.Metadata, _owner.Spec.Object.Metadata);
        if (!was.Labels.Equals(now.Labels) || !was.Annotations.Equals(now.Annotations))
            Refresh();
    }

    /// <summary>Takes a message to the pod that was meant for here.</summary>
    internal void Take(IConfigurationMessage message)
    {
        switch (message)
        {
            case ObjectsShown shown when shown.Keys == _keys:
                OnShown(shown);
                break;
            case MountDue:
                BeginWaiting();
                break;
            case VolumePassed:
                MeasureLater();
                break;
            case EvictionDue when _owner.Volumes?.Measure() is { } overfull:
                _owner.Evict(overfull);
                break;
            case EvictionDue when _owner.Volumes is { MustBeMeasured: true }:
                MeasureLater();
                break;
        }
    }

    private void OnShown(ObjectsShown shown)
    {
        Objects = Objects.Then(shown.Objects);
        IsKnown = true;
        Refresh();
        Follow();
        _mount?.Cancel();
        BeginWaiting();
        _owner.ConfigurationChanged();
    }

    private void Refresh()
    {
        foreach (var fault in _owner.Volumes?.Refresh(_owner.Spec, _owner.Place, Objects, _time.GetUtcNow()) ?? [])
            _owner.NoticeMount(fault.Notice([]));
    }

    private bool Mount()
    {
        var volumes = _owner.Volumes!;
        var faults = volumes.Mount(_owner.Spec, _owner.Place, Objects, _time.GetUtcNow());
        if (faults.Count == 0)
        {
            _backoff = TimeSpan.Zero;
            if (volumes.MustBeMeasured)
                MeasureLater();
            return true;
        }
        foreach (var fault in faults)
            _owner.NoticeMount(fault.Notice(volumes.Unmounted(_owner.Spec)));
        var doubled = _backoff == TimeSpan.Zero ? _settings.MountBackoffInitial : _backoff * 2;
        _backoff = doubled < _settings.MountBackoffMax ? doubled : _settings.MountBackoffMax;
        (_mount ??= _owner.AlarmFor(MountDue.Instance)).Set(_time.ToReal(_backoff));
        return false;
    }

    private void MeasureLater()
    {
        if (_eviction is not { IsSet: true })
            (_eviction ??= _owner.AlarmFor(EvictionDue.Instance)).Set(_time.ToReal(_settings.EvictionInterval));
    }

    private void BeginWaiting()
    {
        var waiting = _waiting;
        _waiting = null;
        foreach (var container in waiting ?? [])
            _owner.BeginAgain(container);
    }

    private sealed record MountDue : IConfigurationMessage, IDeadLetterSuppression
    {
        internal static readonly MountDue Instance = new();
    }

    private sealed record EvictionDue : IConfigurationMessage, IDeadLetterSuppression
    {
        internal static readonly EvictionDue Instance = new();
    }
}

/// <summary>A volume to its pod: it is beyond its limit.</summary>
internal sealed record VolumePassed : IConfigurationMessage
{
    internal static readonly VolumePassed Instance = new();
}
