using System.Runtime.InteropServices;
using ActorKube.Model.Time;
using ActorKube.Node.Logs;
using ActorKube.Protocol.Containers;
using ActorKube.Rules.Containers.Logs;
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
    private readonly Lock _lock = new();
    private AttachSession[] _attached = [];
    private Queue<(AttachSession From, ReadOnlyMemory<byte> Bytes)>? _input;
    private List<byte>?[]? _unfinished;
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
            Log(stream == SessionStream.Stderr ? LogStream.Stderr : LogStream.Stdout, bytes.Span);
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
            // As with containerd: a line without its end is a part.
            for (var stream = 0; stream < _unfinished?.Length; stream++)
                if (_unfinished[stream] is { } line)
                    Append((LogStream)stream, isPartial: true, CollectionsMarshal.AsSpan(line));
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

    /// <summary>Most output is whole lines, of which nothing is kept between.</summary>
    private void Log(LogStream stream, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var line = _unfinished?[(int)stream];
            var end = bytes.IndexOf((byte)'\n');
            var room = LogEntry.LongestText - (line?.Count ?? 0);
            var isPartial = end < 0 || end > room;
            if (isPartial && bytes.Length < room)
            {
                if (line is null)
                    (_unfinished ??= new List<byte>?[2])[(int)stream] = line = [];
                line.AddRange(bytes);
                return;
            }
            var taken = bytes[..(isPartial ? room : end)];
            if (line is null)
                Append(stream, isPartial, taken);
            else
            {
                line.AddRange(taken);
                Append(stream, isPartial, CollectionsMarshal.AsSpan(line));
                _unfinished![(int)stream] = null;
            }
            bytes = bytes[(isPartial ? room : end + 1)..];
        }
    }

    private void Append(LogStream stream, bool isPartial, ReadOnlySpan<byte> text) => log.Append(time.GetUtcNow(), stream, isPartial, text);
}
