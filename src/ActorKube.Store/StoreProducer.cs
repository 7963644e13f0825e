using Akka.Actor;

namespace ActorKube.Store;

/// <summary>Makes the store's actor without a look for constructors.</summary>
internal sealed class StoreProducer(Func<StoreActor> make) : IIndirectActorProducer
{
    public Type ActorType => typeof(StoreActor);

    public ActorBase Produce() => make();

    public void Release(ActorBase actor)
    {
    }
}
