using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace ActorKube.Store.Tests.Stories;

/// <summary>A journal in memory that a test shuts, so that writes wait, and in which it breaks a write.</summary>
internal sealed class JournalGate
{
    private static readonly ConcurrentDictionary<string, JournalGate> Gates = [];

    private readonly string _name = Guid.NewGuid().ToString("n");
    private volatile TaskCompletionSource _open = new();

    public JournalGate()
    {
        _open.SetResult();
        Gates[_name] = this;
    }

    /// <summary>How many events were written.</summary>
    public int Events { get; private set; }

    /// <summary>Set to fail the next write as a whole.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Set to reject the next event.</summary>
    public Exception? Rejection { get; set; }

    public Config Config => ConfigurationFactory.ParseString($$"""
        akka.persistence.journal {
          plugin = "akka.persistence.journal.gated"
          gated { class = "{{typeof(GatedJournal).AssemblyQualifiedName}}", plugin-dispatcher = "akka.actor.default-dispatcher", gate = "{{_name}}" }
        }
        """);

    public void Shut() => _open = new();

    public void Open() => _open.TrySetResult();

    internal sealed class GatedJournal(Config config) : MemoryJournal
    {
        private readonly JournalGate _gate = Gates[config.GetString("gate", null)];

        protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellation)
        {
            await _gate._open.Task;
            if (_gate.Failure is { } failure)
                throw failure;
            if (_gate.Rejection is { } rejection)
                return [.. messages.Select(_ => rejection)];
            _gate.Events += messages.Count();
            return await base.WriteMessagesAsync(messages, cancellation);
        }
    }
}
