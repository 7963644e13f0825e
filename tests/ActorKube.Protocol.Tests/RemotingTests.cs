using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;
using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Protocol.Tests;

public sealed class RemotingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_cluster_forms_and_its_singleton_answers_across_processes_without_the_polymorphic_serializer()
    {
        await using var pair = await TwoProcesses.JoinedAsync();
        foreach (var system in (ActorSystem[])[pair.First, pair.Second])
        {
            system.ActorOf(ClusterSingletonManager.Props(Props.Create<Echo>(), ClusterSingletonManagerSettings.Create(system)), "store");
        }
        var store = pair.Second.ActorOf(ClusterSingletonProxy.Props("/user/store", ClusterSingletonProxySettings.Create(pair.Second)), "store-proxy");

        var pod = APod("web").Stored(revision: 9).Build();
        var answer = await store.Ask<ObjectRead>(new ObjectRead(1, new Revision(9), pod), Patience);
        Assert.Equal(TestKit.Json.Text(pod), TestKit.Json.Text(answer.Object!));

        // The singleton moves when the oldest leaves: the hand-over messages cross as well.
        await Akka.Cluster.Cluster.Get(pair.First).LeaveAsync().WaitAsync(Patience);
        Assert.Equal(new StopWatch(2), await store.Ask<StopWatch>(new StopWatch(2), Patience));
        Assert.DoesNotContain(pair.Complaints, complaint => complaint.Contains("serializ", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_message_of_no_conversation_is_dropped_at_the_sender_and_the_next_one_still_arrives()
    {
        await using var pair = await TwoProcesses.JoinedAsync();
        var echo = await pair.FromSecondAsync(pair.First.ActorOf<Echo>("echo"));

        var inbox = Inbox.Create(pair.Second);
        inbox.Send(echo, new Stray("hello"));
        inbox.Send(echo, new StopWatch(1));

        Assert.Equal(new StopWatch(1), await inbox.ReceiveAsync(Patience));
        Assert.Contains(pair.Complaints, complaint => complaint.Contains("has no serializer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_largest_message_that_the_contract_allows_crosses()
    {
        await using var pair = await TwoProcesses.JoinedAsync();
        var echo = await pair.FromSecondAsync(pair.First.ActorOf<Echo>("echo"));

        var huge = APod("huge").Annotated("filler", new string('x', WireContract.GroupBytes + WireContract.LargestObjectBytes)).Stored().Build();
        var answer = await echo.Ask<ObjectRead>(new ObjectRead(1, Revision.None, huge), Patience);
        Assert.Equal(huge.Json.Length, answer.Object!.Json.Length);
    }

    private sealed record Stray(string Text);

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message);
    }
}
