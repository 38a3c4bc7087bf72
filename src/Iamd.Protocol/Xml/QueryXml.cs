using System.Buffers;
using System.Text;
using Iamd.Protocol.Wire;

namespace Iamd.Protocol.Xml;

/// <summary>The XML answers of the AWS Query protocol.</summary>
/// <remarks>Smithy, "AWS query protocol": <c>CreateUserResponse</c> around <c>CreateUserResult</c> and <c>ResponseMetadata</c>.</remarks>
public static class QueryXml
{
    /// <summary>Value of the <c>Content-Type</c> header.</summary>
    public const string ContentType = "text/xml";

    /// <summary>Namespace of errors that no service gave, such as an unknown action.</summary>
    public const string FaultNamespace = "http://webservices.amazon.com/AWSFault/2005-15-09";

    /// <summary>Writes the answer of an operation.</summary>
    public static void WriteResponse(IBufferWriter<byte> target, OperationShape operation, IResponseShape response, string requestId)
    {
        Utf8Output output = new(target);
        XmlShapeWriter writer = new(output);
        output.Raw("<"u8);
        output.Ascii(operation.Name);
        output.Raw("Response xmlns=\""u8);
        output.Ascii(operation.Service.XmlNamespace);
        output.Raw("\">"u8);
        if (operation.ResultWrapper is { } wrapper)
        {
            Span<byte> name = stackalloc byte[wrapper.Length];
            Encoding.ASCII.GetBytes(wrapper, name);
            writer.Open(name);
            response.Write(writer);
            writer.Close(name);
        }
        output.Raw("<ResponseMetadata><RequestId>"u8);
        output.Text(requestId);
        output.Raw("</RequestId></ResponseMetadata></"u8);
        output.Ascii(operation.Name);
        output.Raw("Response>"u8);
        output.Flush();
    }

    /// <summary>Writes an error.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="error">The error.</param>
    /// <param name="xmlNamespace">The service's namespace, or <see cref="FaultNamespace"/>.</param>
    /// <param name="requestId">The request's id.</param>
    public static void WriteError(IBufferWriter<byte> target, AwsError error, string xmlNamespace, string requestId)
    {
        Utf8Output output = new(target);
        output.Raw("<ErrorResponse xmlns=\""u8);
        output.Text(xmlNamespace);
        output.Raw("\"><Error><Type>"u8);
        output.Text(error.Fault);
        output.Raw("</Type><Code>"u8);
        output.Text(error.Code);
        output.Raw("</Code>"u8);
        if (error.Message.Length > 0)
        {
            output.Raw("<Message>"u8);
            output.Text(error.Message);
            output.Raw("</Message>"u8);
        }
        output.Raw("</Error><RequestId>"u8);
        output.Text(requestId);
        output.Raw("</RequestId></ErrorResponse>"u8);
        output.Flush();
    }
}
