using System.Text.Json.Nodes;
using ActorKube.Rules.Pods;
using ActorKube.Rules.Pods.Probing;
using ActorKube.TestKit.Objects;
using Xunit;

namespace ActorKube.Rules.Tests.Pods;

/// <summary>Plays the kubelet for one pod: what the rules decide, and what then happens.</summary>
internal sealed class KubeletPlayer(PodSpec spec, PodState state)
{
    internal static readonly DateTimeOffset Begin = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    internal PodSpec Spec { get; set; } = spec;
    internal PodState State { get; set; } = state;
    internal DateTimeOffset Now { get; private set; } = Begin;
    internal DateTimeOffset? LookAgain { get; private set; }

    internal static KubeletPlayer Play(PodBuilder pod, PodState? state = null)
    {
        var spec = PodSpec.Of(pod.Stored(created: Begin).Build());
        return new KubeletPlayer(spec, state ?? PodState.New(spec, Begin) with { PodIP = "127.1.1.2" });
    }

    internal IReadOnlyList<PodAction> Decide()
    {
        var actions = PodSync.Decide(Spec, State, Now);
        (State, LookAgain) = (actions.State, actions.LookAgain);
        return actions.Steps;
    }

    internal KubeletPlayer Starts(params string[] names)
    {
        Assert.Equal(names, Decide().OfType<PodAction.Start>().Select(step => step.Container));
        return this;
    }

    /// <summary>The rules want exactly these steps, Events aside.</summary>
    internal KubeletPlayer Does(params PodAction[] steps)
    {
        Assert.Equal(steps, Decide().Where(step => step is not PodAction.Notice));
        return this;
    }

    /// <summary>The rules want this Event, whatever else.</summary>
    internal KubeletPlayer Says(string reason, string message)
    {
        Assert.Contains((reason, message), Decide().OfType<PodAction.Notice>().Select(notice => (notice.Reason, notice.Message)));
        return this;
    }

    internal KubeletPlayer Terminates(params string[] names) => Does([.. names.Select(name => new PodAction.Terminate(name))]);

    internal KubeletPlayer Kills(params string[] names) => Does([.. names.Select(name => new PodAction.Kill(name))]);

    internal KubeletPlayer Tries(string container, params ProbeKind[] kinds)
    {
        Assert.Equal(kinds, Decide().OfType<PodAction.Try>().Where(step => step.Container == container).Select(step => step.Probe.Kind));
        return this;
    }

    internal KubeletPlayer Started(string name) => Becomes(PodTransitions.Started(State, Spec.Containers.First(container => container.Name == name), $"id-{name}", Now));

    internal KubeletPlayer Exited(string name, int code) => Becomes(PodTransitions.Ended(State, name, code, Now));

    internal KubeletPlayer Probed(string name, ProbeKind kind, ActionOutcome outcome) => Becomes(PodTransitions.Probed(State, name, kind, outcome));

    internal KubeletPlayer PostStartEnded(string name, ActionOutcome outcome) => Becomes(PodTransitions.PostStartEnded(State, name, outcome));

    internal KubeletPlayer PreStopEnded(string name) => Becomes(PodTransitions.PreStopEnded(State, name));

    internal KubeletPlayer Deleted(int graceSeconds) => Becomes(PodTransitions.Deleted(State, TimeSpan.FromSeconds(graceSeconds), Now));

    internal KubeletPlayer After(int seconds)
    {
        Now = Now.AddSeconds(seconds);
        return this;
    }

    internal JsonObject Status() => PodStatusRules.Build(Spec, State, "127.0.0.1", null, Now).ToTree();

    internal JsonNode ContainerStatus(string name, string list = "containerStatuses") =>
        Status()[list]!.AsArray().Single(container => (string?)container!["name"] == name)!;

    internal KubeletPlayer Phase(string phase)
    {
        Assert.Equal(phase, (string?)Status()["phase"]);
        return this;
    }

    internal KubeletPlayer Condition(string type, string status, string? reason, string? message = null)
    {
        var condition = Status()["conditions"]!.AsArray().Single(condition => (string?)condition!["type"] == type)!;
        Assert.Equal((status, reason), ((string?)condition["status"], (string?)condition["reason"]));
        if (message is not null)
            Assert.Equal(message, (string?)condition["message"]);
        return this;
    }

    internal KubeletPlayer Waits(string name, string reason, string message)
    {
        var waiting = ContainerStatus(name)["state"]!["waiting"];
        Assert.Equal((reason, message), ((string?)waiting?["reason"], (string?)waiting?["message"]));
        return this;
    }

    private KubeletPlayer Becomes(PodState next)
    {
        State = next;
        return this;
    }
}
