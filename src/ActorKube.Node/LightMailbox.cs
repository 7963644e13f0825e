using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace ActorKube.Node;

/// <summary>
/// An unbounded mailbox that costs next to nothing while it is empty: Akka's own holds an array of 32 places, more than a kilobyte, which a hundred thousand actors that
/// mostly sleep can't afford. Several may put, one takes: Vyukov's queue of linked nodes.
/// </summary>
public sealed class LightMailbox : MailboxType, IProducesMessageQueue<LightMailbox.Queue>
{
    /// <summary>Its name in the configuration.</summary>
    internal const string Id = "actorkube.node.light-mailbox";

    private static readonly Deploy Deployed = Deploy.None.WithMailbox(Id);

    /// <summary>What an actor with such a mailbox is made from.</summary>
    internal static Props PropsOf(Type actor, params object[] arguments) => new(Deployed, actor, arguments);

    /// <summary>Made by Akka.</summary>
    public LightMailbox(Settings settings, Config config) : base(settings, config)
    {
    }

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new Queue();

    /// <summary>The queue of one actor.</summary>
    public sealed class Queue : IMessageQueue, IUnboundedMessageQueueSemantics
    {
        private Node _newest;
        private Node _oldest;

        internal Queue() => _newest = _oldest = new Node(default);

        /// <inheritdoc/>
        public bool HasMessages => Volatile.Read(ref _oldest) != Volatile.Read(ref _newest);

        /// <inheritdoc/>
        public int Count
        {
            get
            {
                var count = 0;
                for (var node = Volatile.Read(ref _oldest).Next; node is not null; node = node.Next)
                    count++;
                return count;
            }
        }

        /// <inheritdoc/>
        public void Enqueue(IActorRef receiver, Envelope envelope)
        {
            var node = new Node(envelope);
            Interlocked.Exchange(ref _newest, node).Next = node;
        }

        /// <inheritdoc/>
        public bool TryDequeue(out Envelope envelope)
        {
            var oldest = _oldest;
            if (oldest == Volatile.Read(ref _newest))
            {
                envelope = default;
                return false;
            }
            // Somebody has announced a node that isn't linked yet: it will be in a moment.
            var wait = default(SpinWait);
            Node? next;
            while ((next = oldest.Next) is null)
                wait.SpinOnce();
            envelope = next.Envelope;
            next.Envelope = default;
            Volatile.Write(ref _oldest, next);
            return true;
        }

        /// <inheritdoc/>
        public void CleanUp(IActorRef owner, IMessageQueue deadletters)
        {
            while (TryDequeue(out var envelope))
                deadletters.Enqueue(owner, envelope);
        }

        private sealed class Node(Envelope envelope)
        {
            private volatile Node? _next;

            internal Envelope Envelope { get; set; } = envelope;

            internal Node? Next
            {
                get => _next;
                set => _next = value;
            }
        }
    }
}
