using ActorKube.Protocol.Serialization;
using Akka.Actor;
using static ActorKube.Protocol.Processes.ProcessMapping;

namespace ActorKube.Protocol.Processes;

/// <summary>Serialises the conversation with a process: one line a message. A manifest never changes its meaning.</summary>
internal sealed class ProcessSerializer(ExtendedActorSystem system) : ConversationSerializer(system, Messages)
{
    private static readonly WireTable Messages = new WireTable("processes")
        .Add<DescribeProcess, Wire.DescribeProcess>("describe-process", Map, Map)
        .Add<ProcessDescribed, Wire.ProcessDescribed>("process-described", Map, Map)
        .Add<DescribeActors, Wire.DescribeActors>("describe-actors", Map, Map)
        .Add<ActorsDescribed, Wire.ActorsDescribed>("actors-described", Map, Map)
        .Add<ReadLog, Wire.ReadLog>("read-log", Map, Map)
        .Add<LogRead, Wire.LogRead>("log-read", Map, Map)
        .Add<StopLog, Wire.StopLog>("stop-log", Map, Map)
        .Add<KillProcess, Wire.KillProcess>("kill-process", _ => new(), _ => new());
}
