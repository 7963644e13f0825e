using ActorKube.ApiServer.Protobuf;
using ActorKube.Model.Json;
using ActorKube.Model.Refusals;
using CsCheck;

namespace ActorKube.ApiServer.Tests.Protobuf;

/// <summary>No bytes make the reader throw: there is an object that can be written, or a refusal.</summary>
public sealed class ProtobufFuzzTests
{
    private static readonly Gen<byte[]> Recorded = Gen.Int[0, RecordedBody.All.Count - 1].Select(index => RecordedBody.All[index].Body);

    [Fact]
    public void Recorded_bodies_with_bytes_changed_taken_out_put_in_or_cut_off() =>
        Recorded.SelectMany(body => Gen.Select(Gen.Int[0, body.Length - 1], Gen.Int[0, 5], Gen.Byte).Array[1, 8].Select(edits => edits.Aggregate(body, Edited)))
            .Sample(ReadsOrRefuses, iter: 20_000);

    [Fact]
    public void Random_messages_of_every_kind() => Gen.Select(
            Gen.OneOf(("v1", "Pod"), ("apps/v1", "Deployment"), ("v1", "Service"), ("batch/v1", "CronJob"),
                ("networking.k8s.io/v1", "Ingress"), ("autoscaling/v2", "HorizontalPodAutoscaler"), ("v1", "PersistentVolume"), ("v1", "Event")), Messages(5))
        .Select((kind, message) => Wire.Body(kind.Item1, kind.Item2, message))
        .Sample(ReadsOrRefuses, iter: 5_000);

    [Fact]
    public void Random_bytes() => Gen.Byte.Array[0, 64].Select(bytes => Wire.Body("v1", "Pod", bytes)).Sample(ReadsOrRefuses, iter: 10_000);

    private static Gen<Wire> Messages(int depth)
    {
        var number = Gen.Select(Gen.Int[1, 30], Gen.Long).Select<(int, long), Action<Wire>>(part => wire => wire.Number(part.Item1, part.Item2));
        var text = Gen.Select(Gen.Int[1, 30], Gen.String[Gen.Char.AlphaNumeric, 0, 5]).Select<(int, string), Action<Wire>>(part => wire => wire.Text(part.Item1, part.Item2));
        Gen<Action<Wire>>[] parts = depth == 0 ? [number, text] : [number, text, Gen.Select(Gen.Int[1, 30], Messages(depth - 1))
            .Select<(int, Wire), Action<Wire>>(part => wire => wire.Part(part.Item1, part.Item2))];
        return Gen.OneOf(parts).Array[0, 4].Select(actions =>
        {
            var wire = Wire.Message;
            foreach (var action in actions)
                action(wire);
            return wire;
        });
    }

    private static byte[] Edited(byte[] body, (int At, int How, byte With) edit)
    {
        var at = Math.Min(edit.At, Math.Max(body.Length - 1, 0));
        return edit.How switch
        {
            _ when body.Length == 0 => [edit.With],
            0 => [.. body[..at], .. body[(at + 1)..]],
            1 => [.. body[..at], edit.With, .. body[at..]],
            2 => body[..at],
            3 => [.. body[..at], .. body],
            _ => [.. body[..at], edit.With, .. body[(at + 1)..]],
        };
    }

    private static void ReadsOrRefuses(byte[] body)
    {
        var reading = ProtobufBody.Read(body);
        if (!reading.IsRead)
        {
            Assert.Equal(RefusalReason.BadRequest, reading.Refusal.Reason);
            Assert.InRange(reading.Refusal.Message.Length, 20, 2000);
            return;
        }
        Assert.Null(reading.Refusal);
        var again = CanonicalJson.Parse(CanonicalJson.Write(reading.Object));
        Assert.Equal((reading.ApiVersion, reading.Kind), ((string?)again["apiVersion"], (string?)again["kind"]));
    }
}
