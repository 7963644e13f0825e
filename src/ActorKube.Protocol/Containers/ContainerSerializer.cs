using ActorKube.Protocol.Serialization;
using Akka.Actor;
using static ActorKube.Protocol.Containers.ContainerMapping;

namespace ActorKube.Protocol.Containers;

/// <summary>Serialises the conversation about containers: one line a message. A manifest never changes its meaning.</summary>
internal sealed class ContainerSerializer(ExtendedActorSystem system) : ConversationSerializer(system, Messages)
{
    private static readonly WireTable Messages = new WireTable("containers")
        .Add<OpenLog, Wire.OpenLog>("open-log", Map, Map)
        .Add<OpenExec, Wire.OpenExec>("open-exec", Map, Map)
        .Add<OpenAttach, Wire.OpenAttach>("open-attach", Map, Map)
        .Add<OpenPort, Wire.OpenPort>("open-port", Map, Map)
        .Add<SessionOpened, Wire.SessionOpened>("session-opened", Map, Map)
        .Add<SessionRefused, Wire.SessionRefused>("session-refused", Map, Map)
        .Add<SessionData, Wire.SessionData>("session-data", Map, Map)
        .Add<SessionDataEnded, Wire.SessionDataEnded>("session-data-ended", Map, Map)
        .Add<SessionCredit, Wire.SessionCredit>("session-credit", Map, Map)
        .Add<SessionPosition, Wire.SessionPosition>("session-position", Map, Map)
        .Add<ResizeTerminal, Wire.ResizeTerminal>("resize-terminal", Map, Map)
        .Add<SessionEnded, Wire.SessionEnded>("session-ended", Map, Map);
}
