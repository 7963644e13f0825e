using Xunit;

namespace ActorKube.Protocol.Tests;

/// <summary>The queue that holds its writers back.</summary>
public sealed class BoundedQueueTests
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task What_is_written_comes_out_whole_and_in_order_while_the_writer_waits_again_and_again(int capacity)
    {
        const int Items = 100_000;
        var queue = new BoundedQueue<int>(capacity);
        using var cancellation = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var item = 0; item < Items; item++)
                Assert.True(await queue.WriteAsync(item, cancellation.Token));
            queue.Complete();
        });

        var read = new List<int>();
        await foreach (var item in queue.ReadAllAsync(cancellation.Token))
            read.Add(item);

        await writing.WaitAsync(Generous);
        Assert.Equal(Enumerable.Range(0, Items), read);
    }

    [Fact]
    public async Task Many_writers_each_keep_their_order()
    {
        var queue = new BoundedQueue<(int Writer, int Item)>(3);
        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var item = 0; item < 5_000; item++)
                Assert.True(await queue.WriteAsync((writer, item)));
        }))).ContinueWith(_ => queue.Complete(), TaskScheduler.Default);

        var next = new int[8];
        await foreach (var (writer, item) in queue.ReadAllAsync())
            Assert.Equal(next[writer]++, item);

        await writing.WaitAsync(Generous);
        Assert.All(next, count => Assert.Equal(5_000, count));
    }

    [Fact]
    public async Task A_full_queue_takes_no_more_until_something_is_read()
    {
        var queue = new BoundedQueue<string>(1);
        Assert.True(queue.TryWrite("one"));
        Assert.False(queue.TryWrite("two"));
        var waiting = queue.WriteAsync("two").AsTask();
        Assert.False(waiting.IsCompleted);

        Assert.True(queue.TryRead(out var first));
        Assert.True(await waiting.WaitAsync(Generous));

        Assert.True(queue.TryRead(out var second));
        Assert.Equal(("one", "two"), (first, second));
    }

    [Fact]
    public async Task A_completed_queue_is_read_to_its_end_and_refuses_whoever_writes_or_waits()
    {
        var queue = new BoundedQueue<string>(1);
        queue.TryWrite("one");
        var waiting = queue.WriteAsync("two").AsTask();

        queue.Complete();

        Assert.False(await waiting.WaitAsync(Generous));
        Assert.False(await queue.WriteAsync("three"));
        Assert.False(queue.IsAtEnd);
        Assert.True(queue.TryRead(out var last));
        Assert.Equal(("one", true), (last, queue.IsAtEnd));
    }

    [Fact]
    public async Task A_write_that_is_cancelled_while_it_waits_was_not_made_and_takes_no_room()
    {
        var queue = new BoundedQueue<string>(1);
        queue.TryWrite("one");
        using var cancellation = new CancellationTokenSource();
        var waiting = queue.WriteAsync("two", cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Generous));
        Assert.True(queue.TryRead(out _));
        Assert.True(queue.TryWrite("three"));
        Assert.True(queue.TryRead(out var next));
        Assert.Equal("three", next);
    }
}
