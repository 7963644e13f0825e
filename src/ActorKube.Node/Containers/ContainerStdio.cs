using ActorKube.Model.Time;
using ActorKube.Node.Logs;
using ActorKube.Protocol.Containers;
using Akka.Actor;

namespace ActorKube.Node.Containers;

/// <summary>
/// Standard input and output of one run of a container: what its program writes goes to the log and to whoever is attached, and what those send waits here until
/// the program reads it. The container and the attached sessions use it from their own actors.
/// </summary>
/// <param name="log">The run's log.</param>
/// <param name="takesInput">True if the manifest gives the container standard input; otherwise it has none.</param>
/// <param name="inputOnce">True if standard input ends with the first client that was attached to it.</param>
/// <param name="time">Emulated time.</param>
/// <remarks>Source: stdin and stdinOnce, https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#debugging.</remarks>
internal sealed class ContainerStdio(RunLog log, bool takesInput, bool inputOnce, EmulatedTimeProvider time)
{
    /// <summary>A line that is longer becomes several in the log, as with a CRI runtime.</summary>
    private const int LongestLogLine = 16 * 1024;

    private readonly Lock _lock = new();
    private AttachSession[] _attached = [];
    private Queue<(AttachSession From, ReadOnlyMemory<byte> Bytes)>? _input;
    private List<byte>? _line;
    private bool _inputEnded = !takesInput;
    private int? _exitCode;

    /// <summary>The container's actor; it sets it.</summary>
    internal IActorRef Container { get; set; } = ActorRefs.Nobody;

    /// <summary>Has the container's program called again; called from any actor.</summary>
    internal void Poke() => Container.Tell(ProceedDue.Instance);

    /// <summary>Tells the program how large the terminal of whoever is attached is, in columns and rows; called from any actor.</summary>
    internal void Resize(int columns, int rows) => Container.Tell(new TerminalResized(columns, rows));

    /// <summary>False while somebody who is attached is slower than the program, which then waits, as it would for a full pipe.</summary>
    internal bool HasRoom
    {
        get
        {
            lock (_lock)
                return Array.TrueForAll(_attached, static session => session.TakesMore);
        }
    }

    /// <summary>Output of the program.</summary>
    internal void Write(SessionStream stream, ReadOnlyMemory<byte> bytes)
    {
        lock (_lock)
        {
            Log(bytes.Span);
            foreach (var session in _attached)
                session.Deliver(stream, bytes);
        }
    }

    /// <summary>The next input for the program; null if there is none now.</summary>
    internal ReadOnlyMemory<byte>? Read(out bool ended)
    {
        lock (_lock)
        {
            ended = _inputEnded && _input is null or { Count: 0 };
            if (_input is null || !_input.TryDequeue(out var next))
                return null;
            next.From.Taken(next.Bytes.Length);
            return next.Bytes;
        }
    }

    /// <summary>The run is over.</summary>
    internal void End(int exitCode)
    {
        lock (_lock)
        {
            if (_exitCode is not null)
                return;
            _exitCode = exitCode;
            if (_line is { Count: > 0 })
                LogLine();
            foreach (var session in _attached)
                session.Ended(exitCode);
        }
        log.End();
    }

    /// <summary>A session is attached from here on; one that comes too late hears how the run ended.</summary>
    internal void Attach(AttachSession session)
    {
        lock (_lock)
        {
            _attached = [.. _attached, session];
            if (_exitCode is { } code)
                session.Ended(code);
        }
    }

    internal void Detach(AttachSession session, bool gaveInput)
    {
        lock (_lock)
            _attached = [.. _attached.Where(other => other != session)];
        if (gaveInput)
            EndInput();
        else
            Poke();
    }

    /// <summary>Input from somebody who is attached; a program without standard input never reads it.</summary>
    internal void Put(AttachSession from, ReadOnlyMemory<byte> bytes)
    {
        lock (_lock)
        {
            if (_inputEnded)
                from.Taken(bytes.Length);
            else
                (_input ??= []).Enqueue((from, bytes));
        }
        Poke();
    }

    /// <summary>Somebody who is attached sends no more.</summary>
    internal void EndInput()
    {
        lock (_lock)
            _inputEnded |= inputOnce;
        Poke();
    }

    private void Log(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            if (end >= 0 && _line is null)
            {
                Append(bytes[..end].ToArray());
                bytes = bytes[(end + 1)..];
                continue;
            }
            (_line ??= []).AddRange(end < 0 ? bytes : bytes[..end]);
            if (end >= 0 || _line.Count >= LongestLogLine)
                LogLine();
            bytes = end < 0 ? default : bytes[(end + 1)..];
        }
    }

    private void LogLine()
    {
        Append([.. _line!]);
        // Most output ends with a line: nothing is kept between.
        _line = null;
    }

    private void Append(byte[] line) => log.Append(new(time.GetUtcNow(), line));
}
