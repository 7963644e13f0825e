using System.Threading.Channels;

namespace ActorKube.Palettes.Hosting;

/// <summary>Writing to a bounded channel, one after the other.</summary>
internal static class BoundedWriting
{
    /// <summary>Waits for room and writes. False if the channel takes no more.</summary>
    public static async ValueTask<bool> PutAsync<T>(this ChannelWriter<T> writer, T item, CancellationToken cancellation)
    {
        while (!writer.TryWrite(item))
            if (!await writer.WaitToWriteAsync(cancellation))
                return false;
        return true;
    }
}
