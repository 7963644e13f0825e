using System.Collections.Immutable;

namespace ActorKube.Rules.Pods;

/// <summary>A decision about a pod while it is being made.</summary>
internal sealed class PodTurn(PodSpec spec, PodState state, DateTimeOffset now)
{
    private ImmutableArray<PodAction>.Builder? _steps;
    private DateTimeOffset? _lookAgain;

    internal PodSpec Spec => spec;

    internal PodState State { get; private set; } = state;

    internal DateTimeOffset Now => now;

    internal void Put(ContainerState container) => State = State.With(container);

    internal void Put(PodState changed) => State = changed;

    internal void Do(PodAction step) => (_steps ??= ImmutableArray.CreateBuilder<PodAction>()).Add(step);

    internal void Say(string? container, bool warning, string reason, string message) => Do(new PodAction.Notice(container, warning, reason, message));

    internal void LookAgainAt(DateTimeOffset moment) => _lookAgain = _lookAgain < moment ? _lookAgain : moment;

    internal PodActions Decided() => new(State, _steps?.ToImmutable() ?? [], _lookAgain);
}
