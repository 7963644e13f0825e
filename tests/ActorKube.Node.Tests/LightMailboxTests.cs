using Akka.Actor;
using Xunit;

namespace ActorKube.Node.Tests;

/// <summary>The queue behind the actors of pods and containers.</summary>
public sealed class LightMailboxTests
{
    [Fact]
    public async Task Nothing_is_lost_and_each_senders_messages_stay_in_order_however_many_send()
    {
        const int Senders = 4;
        const int Messages = 20_000;
        var queue = new LightMailbox.Queue();
        var senders = Enumerable.Range(0, Senders).Select(sender => Task.Run(() =>
        {
            for (var number = 0; number < Messages; number++)
                queue.Enqueue(ActorRefs.Nobody, new Envelope((sender, number), ActorRefs.NoSender));
        })).ToList();

        var next = new int[Senders];
        for (var taken = 0; taken < Senders * Messages;)
        {
            if (!queue.TryDequeue(out var envelope))
            {
                await Task.Yield();
                continue;
            }
            var (sender, number) = ((int, int))envelope.Message;
            Assert.Equal(next[sender]++, number);
            taken++;
        }
        await Task.WhenAll(senders);

        Assert.False(queue.HasMessages);
        Assert.False(queue.TryDequeue(out _));
        queue.Enqueue(ActorRefs.Nobody, new Envelope("last", ActorRefs.NoSender));
        Assert.Equal((true, 1), (queue.HasMessages, queue.Count));
    }
}
