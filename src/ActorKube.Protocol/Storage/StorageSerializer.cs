using ActorKube.Protocol.Serialization;
using Akka.Actor;
using static ActorKube.Protocol.Storage.StorageMapping;

namespace ActorKube.Protocol.Storage;

/// <summary>Serialises the conversation with the store: one line a message. A manifest never changes its meaning.</summary>
internal sealed class StorageSerializer(ExtendedActorSystem system) : ConversationSerializer(system, Messages)
{
    private static readonly WireTable Messages = new WireTable("storage")
        .Add<SubmitWrites, Wire.SubmitWrites>("submit-writes", Map, Map)
        .Add<WritesAnswered, Wire.WritesAnswered>("writes-answered", Map, Map)
        .Add<GetObject, Wire.GetObject>("get-object", Map, Map)
        .Add<ObjectRead, Wire.ObjectRead>("object-read", Map, Map)
        .Add<ListObjects, Wire.ListObjects>("list-objects", Map, Map)
        .Add<ObjectsListed, Wire.ObjectsListed>("objects-listed", Map, Map)
        .Add<WatchObjects, Wire.WatchObjects>("watch-objects", Map, Map)
        .Add<WatchEvents, Wire.WatchEvents>("watch-events", Map, Map)
        .Add<RequestProgress, Wire.RequestProgress>("request-progress", Map, Map)
        .Add<WatchSynced, Wire.WatchSynced>("watch-synced", Map, Map)
        .Add<WatchEnded, Wire.WatchEnded>("watch-ended", Map, Map)
        .Add<StopWatch, Wire.StopWatch>("stop-watch", Map, Map)
        .Add<DescribeStore, Wire.DescribeStore>("describe-store", Map, Map)
        .Add<StoreDescribed, Wire.StoreDescribed>("store-described", Map, Map);
}
