using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Writes;
using ActorKube.TestKit;
using Xunit;
using static ActorKube.Rules.Tests.Writes.World;
using static ActorKube.TestKit.Given;

namespace ActorKube.Rules.Tests.Writes;

public sealed class LifeOfAnObjectTests
{
    private static readonly ResourceKey Web = ResourceKey.Pod("default", "web");

    private readonly World _world = new();

    [Fact]
    public void A_created_object_gets_a_uid_and_whole_seconds_of_birth()
    {
        _world.Now = At.Second(1.75);
        var pod = Put(_world.Create(APod("web").Build()));
        Assert.StartsWith("uid-", pod.Metadata.Uid);
        Assert.Equal(At.Second(1), pod.Metadata.CreationTimestamp);
        Assert.Equal(Revision.None, pod.Revision);
    }

    [Fact]
    public void A_name_that_is_taken_is_refused()
    {
        _world.Create(APod("web").Build());
        Assert.Equal(Refusal.AlreadyExists(Web), Refused(_world.Create(APod("web").Build())));
    }

    [Fact]
    public void Fields_that_nobody_knows_are_dropped_and_warned_of()
    {
        var decision = _world.Create(APod("web").With("spec.colour", "blue").Build());
        Assert.Null(Put(decision).ToTree().At("spec.colour"));
        Assert.Equal("unknown field \"spec.colour\"", Assert.Single(decision.Warnings));
    }

    [Fact]
    public void A_write_that_changes_nothing_keeps_the_object()
    {
        _world.Create(APod("web").Build());
        Assert.IsType<WriteDecision.Keep>(_world.Replace(_world[Web]));
        Assert.IsType<WriteDecision.Keep>(_world.Patch(Web, "{}"));
    }
}
