using System.Net.WebSockets;
using ActorKube.ApiServer.Streaming.Upgrades;

namespace ActorKube.ApiServer.Tests.Streaming;

/// <summary>A byte stream over WebSocket messages that is cut into small ones, with empty ones between, as kubectl does.</summary>
internal sealed class CutStream(WebSocket socket, int cut) : Stream
{
    private readonly MessageStream _messages = new(socket);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _messages.ReadAsync(buffer, cancellationToken);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var length = Math.Min(cut, buffer.Length);
            await _messages.WriteAsync(buffer[..length], cancellationToken);
            await _messages.WriteAsync(default, cancellationToken);
            buffer = buffer[length..];
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
