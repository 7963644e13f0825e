using System.Collections.Immutable;
using ActorKube.Protocol.Nodes;

namespace ActorKube.Node.Pods;

/// <summary>The last lines of one container's run, and of the run before it.</summary>
internal sealed class ContainerLog(int capacity)
{
    private Queue<LogLine> _current = [];

    internal ImmutableArray<LogLine>? Previous { get; private set; }

    internal void Append(LogLine line)
    {
        if (_current.Count == capacity)
            _current.Dequeue();
        _current.Enqueue(line);
    }

    /// <summary>A new run begins.</summary>
    internal void Turn()
    {
        Previous = [.. _current];
        _current = [];
    }

    internal ImmutableArray<LogLine> Tail(int? lines, bool previous)
    {
        IReadOnlyCollection<LogLine> all = previous ? Previous ?? [] : _current;
        return [.. lines is { } count ? all.Skip(Math.Max(0, all.Count - count)) : all];
    }
}
