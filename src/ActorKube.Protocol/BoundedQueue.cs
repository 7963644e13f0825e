using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ActorKube.Protocol;

/// <summary>
/// A queue between one or more writers and one reader, which holds the writers back while it is full. What one writer writes comes out in its order.
/// </summary>
/// <remarks>
/// In place of <see cref="Channel.CreateBounded{T}(int)"/>, which in .NET 10 loses, swaps or chokes on items while a writer waits:
/// https://github.com/dotnet/runtime/issues/131141.
/// </remarks>
/// <param name="capacity">How many items wait at most; at least 1.</param>
public sealed class BoundedQueue<T>(int capacity)
{
    private readonly Channel<T> _items = Channel.CreateUnbounded<T>(new() { SingleReader = true });
    private readonly SemaphoreSlim _room = new(capacity);
    private readonly CancellationTokenSource _completed = new();

    /// <summary>True once nothing more is written and all was read.</summary>
    public bool IsAtEnd => _items.Reader.Completion.IsCompleted;

    /// <summary>Writes if there is room. False if the queue is full, or takes no more.</summary>
    public bool TryWrite(T item) => _room.Wait(0) && _items.Writer.TryWrite(item);

    /// <summary>Waits for room and writes. False if the queue takes no more.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while it waited; the item wasn't written.</exception>
    public async ValueTask<bool> WriteAsync(T item, CancellationToken cancellation = default)
    {
        if (!_room.Wait(0, cancellation))
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _completed.Token);
            try
            {
                await _room.WaitAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return false;
            }
        }
        return _items.Writer.TryWrite(item);
    }

    /// <summary>The next item if one waits. Only for the reader.</summary>
    public bool TryRead([MaybeNullWhen(false)] out T item)
    {
        if (!_items.Reader.TryRead(out item))
            return false;
        _room.Release();
        return true;
    }

    /// <summary>All items, as they come, until the queue is completed and empty. Only for the reader.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async IAsyncEnumerable<T> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (await _items.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false))
            while (TryRead(out var item))
                yield return item;
    }

    /// <summary>Nothing more is written; what waits is still read. Whoever waits for room is told that there won't be any.</summary>
    public void Complete()
    {
        _items.Writer.TryComplete();
        _completed.Cancel();
    }
}
