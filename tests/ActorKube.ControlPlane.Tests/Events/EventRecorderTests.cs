using System.Text;
using ActorKube.ControlPlane.Events;
using ActorKube.Model.Objects;
using ActorKube.Model.Time;
using ActorKube.Protocol.Storage;
using ActorKube.TestKit;
using Akka.TestKit;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.ControlPlane.Tests.Events;

/// <summary>What is said again is counted, within bounds.</summary>
public sealed class EventRecorderTests : Akka.TestKit.Xunit2.TestKit
{
    private readonly TestProbe _store;
    private readonly EventRecorder _recorder;

    public EventRecorderTests()
    {
        _store = CreateTestProbe();
        _recorder = new EventRecorder(_store, "default-scheduler", remembered: 2, new EmulatedTimeProvider(1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, new StoppedClock()));
    }

    [Fact]
    public void The_same_again_raises_the_count_of_the_first_event()
    {
        Say("web", "why");
        var first = Next();
        Say("web", "why");
        var again = Next();

        var (patch, instead) = (Assert.IsType<PatchObject>(again[0]), Assert.IsType<CreateObject>(again[1]));
        Assert.Equal(first[0].Key, patch.Key);
        Assert.Equal(2, (int?)Tree(patch.Patch)["count"]);
        // For a store that has dropped the first one since.
        Assert.Equal(patch.Key, instead.Key);
        Assert.Equal(2, (int?)Tree(instead.Json)["count"]);
    }

    [Fact]
    public void Two_events_of_one_moment_have_names_of_their_own()
    {
        Say("web", "one");
        Say("web", "two");
        Assert.NotEqual(Next()[0].Key, Next()[0].Key);
    }

    [Fact]
    public void Another_pod_of_the_same_name_has_events_of_its_own()
    {
        Say("web", "why");
        _recorder.Warning(APod("web").WithUid("another").Stored().Build(), "FailedScheduling", "why");
        Assert.IsType<CreateObject>(Assert.Single(Next()));
        Assert.IsType<CreateObject>(Assert.Single(Next()));
    }

    [Fact]
    public void What_was_silent_the_longest_is_forgotten_first()
    {
        foreach (var pod in new[] { "a", "b", "a", "c" })
            Say(pod, "why");
        foreach (var _ in Enumerable.Range(0, 4))
            Next();

        Say("a", "why");
        Assert.Equal(2, Next().Length);
        Say("b", "why");
        Assert.Single(Next());
    }

    private void Say(string pod, string message) => _recorder.Warning(APod(pod).Stored().Build(), "FailedScheduling", message);

    private Write[] Next() => [.. _store.ExpectMsg<SubmitWrites>().Writes];

    private static System.Text.Json.Nodes.JsonObject Tree(ReadOnlyMemory<byte> json) => Json.Tree(Encoding.UTF8.GetString(json.Span));

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => At.Start;
    }
}
