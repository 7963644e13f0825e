using ActorKube.Protocol.Storage;
using Akka.Actor;

namespace ActorKube.ApiServer.Tests.Serving;

/// <summary>What the control plane is to the store: makes it again when it is gone, and hands messages on, late if need be.</summary>
internal sealed class StoreKeeper : ReceiveActor, IWithUnboundedStash
{
    private readonly Props _props;
    private IActorRef? _store;

    public StoreKeeper(Props props)
    {
        _props = props;
        Receive<KillStore>(_ => Context.Stop(_store!));
        Receive<Terminated>(_ => Begin());
        Receive<StoreReady>(_ =>
        {
            _store = Sender;
            Stash.UnstashAll();
        });
        Receive<IStorageMessage>(message =>
        {
            if (_store is null)
                Stash.Stash();
            else
                _store.Forward(message);
        });
    }

    public IStash Stash { get; set; } = null!;

    protected override void PreStart() => Begin();

    private void Begin()
    {
        _store = null;
        Context.Watch(Context.ActorOf(_props));
    }

    internal sealed record KillStore : INoSerializationVerificationNeeded;
}
