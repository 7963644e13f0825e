using ActorKube.Rules.Containers.Files;

namespace ActorKube.Rules.Containers.Processes;

/// <summary>Where one of a process's two output streams goes. What goes to the world outside is <see cref="HostOutput"/>; everything else takes the bytes at once.</summary>
internal abstract class OutputTarget
{
    /// <summary>False while the writer has to wait.</summary>
    internal virtual bool HasRoom => true;

    /// <summary>True if nobody will ever read what is written: the writer gets SIGPIPE.</summary>
    internal virtual bool IsBroken => false;

    /// <summary>Takes the bytes, which don't change afterwards.</summary>
    internal abstract FileFault Write(ReadOnlyMemory<byte> bytes, DateTimeOffset now);
}

/// <summary>The standard output or standard error that whoever drives the process has.</summary>
internal sealed class HostOutput(OutputStream stream) : OutputTarget
{
    internal static readonly HostOutput Stdout = new(OutputStream.Stdout);
    internal static readonly HostOutput Stderr = new(OutputStream.Stderr);

    internal OutputStream Stream => stream;

    internal override FileFault Write(ReadOnlyMemory<byte> bytes, DateTimeOffset now) => FileFault.None;
}

/// <summary>A file, to whose end everything goes.</summary>
internal sealed class FileOutput(ContainerFiles files, string path) : OutputTarget
{
    internal override FileFault Write(ReadOnlyMemory<byte> bytes, DateTimeOffset now) => files.Write(path, bytes.Span, append: true, now);
}

/// <summary>The writing end of a pipe: what is written becomes the input of another process.</summary>
internal sealed class PipeOutput : OutputTarget
{
    /// <summary>Source: pipe(7), the capacity of a pipe.</summary>
    private const int Capacity = 64 * 1024;

    private bool _isBroken;

    /// <summary>The reading end.</summary>
    internal ProcessInput Input { get; } = new();

    internal override bool HasRoom => Input.Length < Capacity;

    internal override bool IsBroken => _isBroken;

    /// <summary>The reader has ended.</summary>
    internal void Break() => _isBroken = true;

    internal override FileFault Write(ReadOnlyMemory<byte> bytes, DateTimeOffset now)
    {
        Input.Put(bytes);
        return FileFault.None;
    }
}

/// <summary>Keeps what is written, up to a bound: the value of a command substitution.</summary>
internal sealed class CapturedOutput : OutputTarget
{
    private const int Most = 1 << 20;

    private readonly MemoryStream _bytes = new();

    /// <summary>What was written.</summary>
    internal string Text => System.Text.Encoding.UTF8.GetString(_bytes.GetBuffer(), 0, (int)_bytes.Length);

    internal override FileFault Write(ReadOnlyMemory<byte> bytes, DateTimeOffset now)
    {
        if (_bytes.Length + bytes.Length > Most)
            return FileFault.NoSpace;
        _bytes.Write(bytes.Span);
        return FileFault.None;
    }
}
