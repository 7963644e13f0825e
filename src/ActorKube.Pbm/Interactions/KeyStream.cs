using System.Runtime.InteropServices;

namespace ActorKube.Pbm.Interactions;

/// <summary>Reads a terminal only when something was typed, so that a read can be cancelled and swallows no key of whoever reads next.</summary>
internal sealed class KeyStream(FileStream keys) : Stream
{
    private const short PollIn = 1;
    private const int PollMilliseconds = 100;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Task.Run(
        () =>
        {
            var wanted = new PollDescriptor { Events = PollIn };
            while (poll(ref wanted, 1, PollMilliseconds) <= 0)
                cancellationToken.ThrowIfCancellationRequested();
            return keys.Read(buffer.Span);
        },
        cancellationToken));

    public override int Read(byte[] buffer, int offset, int count) => keys.Read(buffer, offset, count);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    [DllImport("libc", SetLastError = true)]
    private static extern int poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }
}
