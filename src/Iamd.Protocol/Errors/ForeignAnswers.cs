using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Iamd.Protocol.Xml;

namespace Iamd.Protocol.Errors;

/// <summary>Answers to calls for services that are not hosted here, in those services' own form, so that their clients show the message.</summary>
/// <remarks>Smithy, "AWS protocols", error serialization.</remarks>
public static class ForeignAnswers
{
    private const string Json10 = "application/x-amz-json-1.0";
    private const string Json11 = "application/x-amz-json-1.1";

    // Only what cannot be told from the request's content type, or is asked with GET.
    private static readonly FrozenDictionary<string, Form> Forms = new Dictionary<string, Form>(StringComparer.Ordinal)
    {
        ["s3"] = Form.S3,
        ["s3-object-lambda"] = Form.S3,
        ["s3-outposts"] = Form.S3,
        ["s3express"] = Form.S3,
        ["ec2"] = Form.Ec2,
        ["cloudfront"] = Form.QueryXml,
        ["route53"] = Form.QueryXml,
        ["autoscaling"] = Form.QueryXml,
        ["cloudformation"] = Form.QueryXml,
        ["elasticache"] = Form.QueryXml,
        ["elasticbeanstalk"] = Form.QueryXml,
        ["elasticloadbalancing"] = Form.QueryXml,
        ["monitoring"] = Form.QueryXml,
        ["rds"] = Form.QueryXml,
        ["redshift"] = Form.QueryXml,
        ["sns"] = Form.QueryXml,
        ["dynamodb"] = Form.Json10,
        ["sqs"] = Form.Json10,
        ["states"] = Form.Json10,
        ["swf"] = Form.Json10,
        ["acm"] = Form.Json11,
        ["athena"] = Form.Json11,
        ["cloudtrail"] = Form.Json11,
        ["codebuild"] = Form.Json11,
        ["cognito-identity"] = Form.Json11,
        ["cognito-idp"] = Form.Json11,
        ["config"] = Form.Json11,
        ["ecr"] = Form.Json11,
        ["ecs"] = Form.Json11,
        ["events"] = Form.Json11,
        ["firehose"] = Form.Json11,
        ["glue"] = Form.Json11,
        ["kinesis"] = Form.Json11,
        ["kms"] = Form.Json11,
        ["logs"] = Form.Json11,
        ["organizations"] = Form.Json11,
        ["sagemaker"] = Form.Json11,
        ["secretsmanager"] = Form.Json11,
        ["ssm"] = Form.Json11,
        ["tagging"] = Form.Json11,
        ["wafv2"] = Form.Json11,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private enum Form
    {
        S3,
        Ec2,
        QueryXml,
        Json10,
        Json11,
        RestJson,
    }

    /// <summary>Says that the service is not here.</summary>
    /// <param name="service">The service of the credential scope, such as <c>s3</c>.</param>
    /// <param name="simulate">The command that tells whether the call would be allowed.</param>
    /// <param name="contentType">The request's content type, or null.</param>
    /// <param name="requestId">The request's id.</param>
    public static ForeignAnswer NotHosted(string service, string simulate, string? contentType, string requestId) =>
        Render(service, new AwsError("NotImplemented", $"iamd does not host the service {service}. To see whether this call would be allowed, run: {simulate}", 501), contentType, requestId);

    /// <summary>An error in the form in which clients of a service expect it.</summary>
    public static ForeignAnswer Render(string service, AwsError error, string? contentType, string requestId) =>
        FormOf(service, contentType) switch
        {
            Form.S3 => Xml(error.Status, "application/xml", ("x-amz-request-id", requestId), S3Body(error, requestId)),
            Form.Ec2 => Xml(error.Status, "text/xml;charset=UTF-8", ("x-amzn-RequestId", requestId), Ec2Body(error, requestId)),
            Form.QueryXml => Xml(error.Status, QueryXml.ContentType, ("x-amzn-RequestId", requestId), QueryBody(error, requestId)),
            Form.Json10 => Json(error, Json10, requestId),
            Form.Json11 => Json(error, Json11, requestId),
            Form.RestJson => Json(error, "application/json", requestId),
            Form form => throw new InvalidOperationException($"No answer in the form {form}."),
        };

    private static Form FormOf(string service, string? contentType)
    {
        ReadOnlySpan<char> type = contentType.AsSpan();
        // What the client sent tells its protocol; services such as SQS have had several.
        if (type.StartsWith(Json10, StringComparison.OrdinalIgnoreCase))
            return Form.Json10;
        if (type.StartsWith(Json11, StringComparison.OrdinalIgnoreCase))
            return Form.Json11;
        if (type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            return service == "ec2" ? Form.Ec2 : Form.QueryXml;
        return Forms.GetValueOrDefault(service, Form.RestJson);
    }

    private static byte[] S3Body(AwsError error, string requestId) => Body(output =>
    {
        output.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"u8);
        output.Text(error.Code);
        output.Raw("</Code><Message>"u8);
        output.Text(error.Message);
        output.Raw("</Message><RequestId>"u8);
        output.Text(requestId);
        output.Raw("</RequestId></Error>"u8);
    });

    private static byte[] Ec2Body(AwsError error, string requestId) => Body(output =>
    {
        output.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error><Code>"u8);
        output.Text(error.Code);
        output.Raw("</Code><Message>"u8);
        output.Text(error.Message);
        output.Raw("</Message></Error></Errors><RequestID>"u8);
        output.Text(requestId);
        output.Raw("</RequestID></Response>"u8);
    });

    private static byte[] QueryBody(AwsError error, string requestId)
    {
        ArrayBufferWriter<byte> buffer = new();
        QueryXml.WriteError(buffer, error, QueryXml.FaultNamespace, requestId);
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Body(Action<Utf8Output> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        Utf8Output output = new(buffer);
        write(output);
        output.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static ForeignAnswer Xml(int status, string contentType, (string Name, string Value) requestId, byte[] body) =>
        new(status, contentType, [new(requestId.Name, requestId.Value)], body);

    private static ForeignAnswer Json(AwsError error, string contentType, string requestId)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("__type", error.Code);
            json.WriteString("message", error.Message);
            json.WriteEndObject();
        }
        return new ForeignAnswer(error.Status, contentType, [new("x-amzn-RequestId", requestId), new("x-amzn-ErrorType", error.Code)], buffer.WrittenSpan.ToArray());
    }
}

/// <summary>An HTTP answer.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Value of the <c>Content-Type</c> header.</param>
/// <param name="Headers">Further headers.</param>
/// <param name="Body">The body.</param>
public sealed record ForeignAnswer(int Status, string ContentType, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body);
